import { partVideo } from '../assemble/partVideo';
import type { RenderPlan } from '../plan/plan';
import type { Encoding } from '../shared/encoding';
import { frames } from '../shared/units';
import type { ClipEncodes } from './clipEncodes';
import type { FollowingSound } from './followingSound';
import type { WatchPart } from './types';

export interface WatchPartsOptions {
  /** As it is at the moment; `null` while there is none. */
  readonly plan: () => RenderPlan | null;
  readonly encodes: Pick<ClipEncodes, 'read'>;
  readonly sound: Pick<FollowingSound, 'audio'>;
  readonly encoding: Encoding;
}

/** Shows parts of a video that are finished while others are made, with their share of its sound if that is there. */
export const watchParts =
  ({ plan, encodes, sound, encoding }: WatchPartsOptions): WatchPart =>
  async ({ place, encode }) => {
    const { timeline, clips, settings } = plan() ?? { timeline: [], clips: [] };
    const segment = timeline[place];
    const clip = segment && clips[segment.clip];
    if (!clip || !settings) return null;
    const start = frames(timeline.slice(0, place).reduce((sum, before) => sum + before.frames, 0));
    const { audio } = sound;
    const encoded = await encodes.read(clip, encode);
    if (!encoded) return null;
    const blob = await partVideo({
      ...{ clip: encoded, frames: segment.frames, start, fps: settings.fps, encoding },
      audio: audio === 'pending' ? null : audio,
    });
    return { blob, sound: audio === 'pending' ? 'later' : audio ? 'there' : 'none' };
  };
