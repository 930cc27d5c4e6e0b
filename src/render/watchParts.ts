import { partVideo } from '../assemble/partVideo';
import type { RenderPlan } from '../plan/plan';
import type { Encoding } from '../shared/encoding';
import { frames } from '../shared/units';
import type { ClipEncodes } from './clipEncodes';
import type { FollowingSound } from './followingSound';
import type { ClipPart, WatchedPart, WatchPart } from './types';

export interface WatchPartsOptions {
  /** As it is at the moment; `null` while there is none. */
  readonly plan: () => RenderPlan | null;
  readonly encodes: Pick<ClipEncodes, 'read'>;
  readonly sound: Pick<FollowingSound, 'audio'>;
  readonly encoding: Encoding;
}

const watchPart = async (
  { plan: latest, encodes, sound, encoding }: WatchPartsOptions,
  { place, encode }: ClipPart,
): Promise<WatchedPart | null> => {
  const plan = latest();
  const segment = plan?.timeline[place];
  const clip = segment && plan.clips[segment.clip];
  if (!clip) return null;
  const { audio } = sound;
  const encoded = await encodes.read(clip, encode);
  if (!encoded) return null;
  const blob = await partVideo({
    ...{ clip: encoded, frames: segment.frames, fps: plan.settings.fps, encoding },
    start: frames(plan.timeline.slice(0, place).reduce((sum, before) => sum + before.frames, 0)),
    audio: audio === 'pending' ? null : audio,
  });
  return { blob, sound: audio === 'pending' ? 'later' : audio ? 'there' : 'none' };
};

/**
 * Shows parts of a video that are finished while others are made, with their share of its sound if that is there. One after
 * the other: a single clip more is in memory, whoever asks how often.
 */
export const watchParts = (options: WatchPartsOptions): WatchPart => {
  let last: Promise<unknown> = Promise.resolve();
  return (part) => {
    const watched = last.then(() => watchPart(options, part));
    last = watched.catch(() => {});
    return watched;
  };
};
