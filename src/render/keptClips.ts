import type { PlannedClip } from '../plan/plan';
import { clipJob, type JobMaterial } from './clipJob';
import type { ClipShelf } from './clipShelf';

/** Beyond so many, the first ones tell enough. */
const MOST_LOOKED_AT = 200;

/** Those of the clips that an earlier render has left, made as this one would make them. */
export const keptClips = async (
  clips: readonly PlannedClip[],
  material: JobMaterial,
  shelf: Pick<ClipShelf, 'has'>,
): Promise<ReadonlySet<PlannedClip>> => {
  const kept = await Promise.all(
    clips
      .slice(0, MOST_LOOKED_AT)
      .map(async (clip) => ((await shelf.has(clipJob(clip, material))) ? [clip] : [])),
  );
  return new Set(kept.flat());
};
