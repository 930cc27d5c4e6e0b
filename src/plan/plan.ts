import type { SubtitleCue } from '../shared/captions';
import { type Frames, frames } from '../shared/units';
import { settingsFor } from './clipSettings';
import { ClipMaker, keyOf, type PlannedClip, type ShotPart } from './clips';
import { cuesOn } from './cues';
import { anyFrame, dividedAt, isLong, type KeyFrames, keyFramesOnly } from './division';
import { blendFrames, fadesAt } from './effects';
import { orderedPieces, type PlanSource } from './pieces';
import type { PlanSettings } from './settings';
import { arrangeShots, bodyOf, type LeftOut, type Shot } from './shots';

export type { PlannedClip, PlannedPicture } from './clips';
export { mainSource } from './clips';

/** A part of a shot at its place on the timeline. */
interface PlacedPart extends ShotPart {
  /** Frames before it on the timeline. */
  readonly start: Frames;
}

/** A place on the timeline. Its frames are shown: the first so many of the clip. */
export interface Segment extends PlacedPart {
  /** Index into {@link RenderPlan.clips}. */
  readonly clip: number;
}

/** What is shown when, without how: enough to show a timeline, and quick to have. */
export interface Arrangement {
  readonly settings: PlanSettings;
  /** Length of the video. The sum of the parts' frames. */
  readonly frames: Frames;
  readonly shots: readonly Shot[];
  readonly parts: readonly PlacedPart[];
}

export interface RenderPlan extends Omit<Arrangement, 'parts'> {
  /** What is to be encoded, in the order in which the timeline needs it. */
  readonly clips: readonly PlannedClip[];
  readonly timeline: readonly Segment[];
}

export interface PlanRequest {
  readonly sources: readonly PlanSource[];
  readonly settings: PlanSettings;
  /** Length to cover; `null`: as long as the pieces are, each once. */
  readonly length: Frames | null;
  /** What is to be read, and when. Default: nothing. */
  readonly cues?: readonly SubtitleCue[];
  /**
   * Where long shots may be divided into clips that are encoded side by side: at these, and stills anywhere. Default
   * `null`: a shot is one clip.
   */
  readonly keyFrames?: KeyFrames | null;
  /** What turned out to be of no use; the next material takes its place. Default: nothing. */
  readonly leftOut?: readonly LeftOut[];
}

/** The most frames that the video can get if some clips fail: a transition that becomes a cut makes it longer. */
export const mostFrames = ({ shots, frames: planned }: RenderPlan): Frames =>
  frames(
    Math.max(
      planned,
      shots.reduce((sum, { piece }) => sum + piece.frames, 0),
    ),
  );

/** Where the clips of a shot's body begin. */
type Divide = (shot: Shot) => readonly number[];

const partsOf = (shots: readonly Shot[], divide: Divide): ShotPart[] =>
  shots.flatMap((one, shot) => {
    const { tail, joint } = one;
    const { end } = bodyOf(one);
    const begins = divide(one);
    const body = begins.map((begin, index): ShotPart => {
      const length = frames((begins[index + 1] ?? end) - begin);
      return { shot, part: 'body', begin: frames(begin), frames: length };
    });
    if (joint === null || joint === 'dropped') return body;
    return [...body, { shot, part: joint === 'blend' ? 'blend' : 'tail', begin: frames(end), frames: tail }];
  });

const divider = ({ sources, settings, keyFrames = null }: PlanRequest): Divide => {
  const own = new Map(sources.map((source) => [source.index, source]));
  return (shot) => {
    const { piece } = shot;
    const source = own.get(piece.source);
    const span = bodyOf(shot);
    const { fps, startFade, endFade } = settings;
    if (!keyFrames || !source || !isLong(span.end - span.begin, fps)) return [span.begin];
    const { speed, transitionDuration } = settingsFor(source, settings);
    const endsFrames = Math.ceil(Math.max(startFade, endFade, transitionDuration) * fps);
    const next = source.video.isStill
      ? anyFrame
      : keyFramesOnly(keyFrames.get(piece.source) ?? [], { ...piece, fps, speed });
    return dividedAt({ ...span, endsFrames, fps }, next);
  };
};

/**
 * The first half of {@link planRender}: what is shown when.
 * @throws RenderError `unreadable-source` if there is no usable material
 */
export const arrange = (request: PlanRequest): Arrangement => {
  const { sources, settings, length, leftOut = [] } = request;
  const own = new Map(sources.map((source) => [source.index, settingsFor(source, settings)]));
  const shots = arrangeShots({
    pieces: orderedPieces(sources, settings),
    length,
    blendAfter: ({ source }) => blendFrames(own.get(source) ?? settings),
    leftOut,
  });
  let start = frames(0);
  const parts = partsOf(shots, divider(request)).map((part) => {
    const placed = { ...part, start };
    start = frames(start + part.frames);
    return placed;
  });
  return { settings, frames: start, shots, parts };
};

/**
 * Decides what is shown when. A pure function: the same request gives the same plan. What is left out from a shot on
 * changes the timeline only from that shot on, so clips that stand before it can already be in the output.
 * @throws RenderError `unreadable-source` if there is no usable material
 */
export const planRender = (request: PlanRequest): RenderPlan => {
  const { sources, settings, cues = [] } = request;
  const { frames: total, shots, parts } = arrange(request);
  const maker = new ClipMaker(sources, settings);
  const clips: PlannedClip[] = [];
  const clipOf = new Map<string, number>();
  const timeline: Segment[] = [];
  for (const [place, part] of parts.entries()) {
    const ends = { isFirst: place === 0, isLast: place === parts.length - 1, length: part.frames };
    const made = {
      ...maker.pictures(shots, part),
      frames: part.frames,
      cues: cuesOn(cues, part.start, part.frames, settings.fps),
      fades: fadesAt(ends, settings),
    };
    const key = keyOf(made);
    const known = clipOf.get(key);
    const clip = known ?? clips.push({ key, ...made }) - 1;
    // One that is shown again for longer is encoded as long as it is shown at most.
    const kept = clips[clip];
    if (kept && kept.frames < part.frames) clips[clip] = { ...kept, frames: part.frames };
    clipOf.set(key, clip);
    timeline.push({ ...part, clip });
  }
  return { settings, frames: total, shots, clips, timeline };
};
