import type { CopyFinding } from '../shared/copying';
import type { Geometry, SourceColours } from '../shared/jobs';
import type { SourceInfo } from '../shared/media';
import type { PlannedClip } from './plan';

/** What a source's headers say, as far as copying goes by it. */
export type CopySource = Pick<SourceInfo, 'access' | 'video'>;

/** A clip that might be copied, and what was found about its material. */
export interface CopyCandidate {
  readonly clip: PlannedClip;
  /** `reason` goes on from the clip's name. */
  readonly finding: CopyFinding;
}

/** The picture fills the target pixel by pixel. */
const isAsItIs = ({ rotation, mirrored, crop, scaled, offset, target }: Geometry): boolean =>
  rotation === 0 &&
  !mirrored &&
  [crop, scaled].every(({ width, height }) => width === target.width && height === target.height) &&
  [crop, offset].every(({ x, y }) => x === 0 && y === 0);

const isBt709 = ({ matrix, fullRange, gamut, dynamicRange }: SourceColours): boolean =>
  matrix === 'bt709' && !fullRange && gamut === 'bt709' && dynamicRange === 'standard';

/**
 * What speaks against making a clip of its source's own packets, as far as plan and headers tell: a text that goes on from
 * the source's name. `null`: nothing so far; its packets have to be looked at.
 * @param drawnOver whether something is drawn over the whole video
 */
export const copyObstacle = (
  clip: PlannedClip,
  { access, video }: CopySource,
  drawnOver: boolean,
): string | null => {
  const { picture, next, cues, fades } = clip;
  const { geometry, colours, speed, effects } = picture;
  if (next) return 'goes into a transition.';
  if (drawnOver || cues.length > 0) return 'has something drawn over it.';
  if (fades.length > 0 || effects.length > 0) return 'is faded or moved.';
  if (speed !== 1) return 'is not shown at its own speed.';
  if (access !== 'packets' || video?.codec !== 'avc')
    return 'is not H.264 in a file that is read packet by packet.';
  if (!isAsItIs(geometry)) {
    const { width, height } = geometry.target;
    return `does not fill ${width}×${height} pixel by pixel.`;
  }
  return isBt709(colours) ? null : 'has other colours than BT.709.';
};

/** Frames of a clip that would be the source's own packets. */
const copiedFrames = ({ clip, finding }: CopyCandidate): number =>
  finding.kind === 'copyable' ? clip.frames - finding.head : 0;

/** The parameter sets that all clips have, if all can be copied from their first frame on; else `null`. */
export const setsOfAll = (candidates: readonly CopyCandidate[]): string | null => {
  const [first] = candidates;
  if (first?.finding.kind !== 'copyable') return null;
  const { sets } = first.finding;
  return candidates.every(
    ({ finding }) => finding.kind === 'copyable' && finding.head === 0 && finding.sets === sets,
  )
    ? sets
    : null;
};

/** What copying does to a video. */
export interface CopyShare {
  /** Clips of which all, or all but the begin, is copied. */
  readonly copiedClips: number;
  readonly copiedFrames: number;
  /** Frames that are encoded beside them. */
  readonly encodedFrames: number;
}

/** What is copied where all clips get these parameter sets; what has others, or cannot be copied, is encoded. */
export const copyShare = (candidates: readonly CopyCandidate[], sets: string): CopyShare => {
  const copied = candidates.filter(({ finding }) => finding.kind === 'copyable' && finding.sets === sets);
  const ofThem = copied.reduce((sum, candidate) => sum + copiedFrames(candidate), 0);
  const all = candidates.reduce((sum, { clip }) => sum + clip.frames, 0);
  return { copiedClips: copied.length, copiedFrames: ofThem, encodedFrames: all - ofThem };
};

/**
 * Whether any clip of a plan may be copied, as far as plan and headers tell: before anything else is read.
 * @param sourceAt what a source's headers say, by its index
 * @returns `null` if one may, or else the first clip and what speaks against it
 */
export const noneCopyable = (
  clips: readonly PlannedClip[],
  sourceAt: (index: number) => CopySource | undefined,
  drawnOver: boolean,
): { readonly clip: PlannedClip; readonly obstacle: string } | null => {
  const obstacles = clips.map((clip) => {
    const headers = sourceAt(clip.picture.source);
    return headers ? copyObstacle(clip, headers, drawnOver) : 'is not there.';
  });
  const [clip] = clips;
  const [obstacle] = obstacles;
  return clip && obstacle && obstacles.every((one) => one !== null) ? { clip, obstacle } : null;
};
