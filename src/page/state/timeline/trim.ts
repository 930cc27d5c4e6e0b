/** An edge of a shot. */
export type Edge = 'start' | 'end';

/** A shot that is trimmed. */
export interface Trimmable {
  /** Where it begins, in seconds of the source from its first picture. */
  readonly inPoint: number;
  /** Length in frames of the video. */
  readonly frames: number;
  readonly speed: number;
  readonly fps: number;
  /** Length of the source in seconds; `null` for a still, which has only an end. */
  readonly sourceSeconds: number | null;
  /** The longest it may get, in frames. */
  readonly longest: number;
}

/** What is left, in the units of {@link Trimmable}. */
export interface Trimmed {
  readonly inPoint: number;
  readonly outPoint: number;
  readonly frames: number;
}

/** Less than this is a flash. In seconds. */
const SHORTEST = 0.1;

/** The plan takes so much of a missing frame for a whole one. */
const TOLERANCE = 0.05;

/** A tenth of a millisecond is far less of a frame than {@link TOLERANCE}, at each frame rate and speed. */
export const sourcePoint = (seconds: number): number => Math.round(seconds * 1e4) / 1e4;

/** By how many frames an edge may move, to the left (negative) and to the right. */
export const trimLimits = (shot: Trimmable, edge: Edge): { readonly min: number; readonly max: number } => {
  const { inPoint, frames, speed, fps, sourceSeconds, longest } = shot;
  const shortest = Math.min(frames, Math.max(1, Math.round(SHORTEST * fps)));
  const longer = Math.max(0, longest - frames);
  const inFrames = (seconds: number): number => Math.max(0, Math.floor((seconds * fps) / speed + TOLERANCE));
  if (edge === 'start') {
    if (sourceSeconds === null) return { min: 0, max: 0 };
    // Not before the first picture, to which a share of a frame would round it.
    const before = Math.floor((inPoint * fps) / speed + 1e-6);
    return { min: -Math.min(before, longer) || 0, max: frames - shortest };
  }
  const after = sourceSeconds === null ? longer : inFrames(sourceSeconds - inPoint) - frames;
  return { min: shortest - frames || 0, max: Math.max(0, Math.min(longer, after)) };
};

/** Moves an edge by whole frames of the video, as far as it goes. */
export const trimmed = (shot: Trimmable, edge: Edge, by: number): Trimmed => {
  const { min, max } = trimLimits(shot, edge);
  const moved = Math.min(max, Math.max(min, Math.round(by)));
  const seconds = (frames: number): number => (frames / shot.fps) * shot.speed;
  const inPoint = edge === 'start' ? shot.inPoint + seconds(moved) : shot.inPoint;
  const frames = shot.frames + (edge === 'start' ? -moved : moved);
  return { inPoint: sourcePoint(inPoint), outPoint: sourcePoint(inPoint + seconds(frames)), frames };
};
