import type { ClipCue, SubtitleCue } from '../shared/captions';
import type { Blend, Effect, Geometry, SourceColours } from '../shared/jobs';
import { type Frames, frames } from '../shared/units';
import { settingsFor } from './clipSettings';
import { sourceColours } from './colour';
import { cuesOn } from './cues';
import { blendAfter, blendedEffects, blendFrames, effectsOf, fadesAt } from './effects';
import { needsDeinterlacing } from './fields';
import { fitGeometry } from './geometry';
import { orderedPieces, type PlanSource } from './pieces';
import type { PlanSettings } from './settings';
import { arrangeShots, type LeftOut, type Shot } from './shots';

/** A source's pictures from an in point on, and what is done to them. */
export interface PlannedPicture {
  /** {@link PlanSource.index} */
  readonly source: number;
  /** In seconds of the track's presentation time. */
  readonly inPointSeconds: number;
  readonly speed: number;
  readonly geometry: Geometry;
  readonly colours: SourceColours;
  readonly effects: readonly Effect[];
  readonly deinterlace: boolean;
  /** What is seen through a still: `#rrggbb`. */
  readonly ground: string;
}

/** A clip to encode once; it may stand on the timeline several times. */
export interface PlannedClip {
  /** Names the material and all that is done to it; of two clips with one key the longer contains the shorter. */
  readonly key: string;
  /** Length in output frames. */
  readonly frames: Frames;
  readonly picture: PlannedPicture;
  /** What takes its place in the course of the clip, where this is a transition between two clips. */
  readonly next: { readonly picture: PlannedPicture; readonly blend: Blend } | null;
  readonly cues: readonly ClipCue[];
  readonly fades: readonly Effect[];
}

/** A place on the timeline. */
export interface Segment {
  /** Index into {@link RenderPlan.clips}. */
  readonly clip: number;
  /** Frames before it on the timeline. */
  readonly start: Frames;
  /** Shown frames: the first so many of the clip. */
  readonly frames: Frames;
  /** Position of the shot that it is of; a transition belongs to the one that goes. */
  readonly shot: number;
  /** `blend`: a transition to the next shot. `tail`: a shot's end that was kept for one, shown as it is. */
  readonly part: 'body' | 'blend' | 'tail';
}

export interface RenderPlan {
  readonly settings: PlanSettings;
  /** Length of the video. The sum of the segments' frames. */
  readonly frames: Frames;
  readonly shots: readonly Shot[];
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
  /** What turned out to be of no use; the next material takes its place. Default: nothing. */
  readonly leftOut?: readonly LeftOut[];
}

/** The source that a clip is named for: of a transition the one that comes. */
export const mainSource = ({ picture, next }: PlannedClip): number => (next?.picture ?? picture).source;

/** The most frames that the video can get if some clips fail: a transition that becomes a cut makes it longer. */
export const mostFrames = ({ shots, frames: planned }: RenderPlan): Frames =>
  frames(
    Math.max(
      planned,
      shots.reduce((sum, { piece }) => sum + piece.frames, 0),
    ),
  );

/** A part of a shot, as it goes to the timeline. */
type Part = Pick<Segment, 'shot' | 'part' | 'frames'> & { readonly shots: readonly Shot[] };

const partsOf = (shots: readonly Shot[]): Part[] =>
  shots.flatMap(({ piece, head, tail, joint }, shot) => {
    const body: Part = { shot, part: 'body', frames: frames(piece.frames - head - tail), shots };
    if (joint === null || joint === 'dropped') return [body];
    return [body, { shot, part: joint === 'blend' ? 'blend' : 'tail', frames: tail, shots }];
  });

/** Turns the parts of shots into clips. */
class ClipMaker {
  readonly #sources: ReadonlyMap<number, PlanSource>;
  readonly #settings: PlanSettings;

  constructor(sources: readonly PlanSource[], settings: PlanSettings) {
    this.#sources = new Map(sources.map((source) => [source.index, source]));
    this.#settings = settings;
  }

  /** Frames for which the pictures of this source and the one after it are to be blended. */
  blendFrames(source: number): number {
    return blendFrames(settingsFor(this.#source(source), this.#settings));
  }

  pictures({ shots, shot, part, frames: length }: Part): Pick<PlannedClip, 'picture' | 'next'> {
    const current = shots[shot];
    if (!current) throw new RangeError(`No shot ${shot}`);
    const begin = part === 'body' ? current.head : current.piece.frames - current.tail;
    const following = shots[shot + 1];
    if (part !== 'blend' || !following) {
      return { picture: this.#picture(current, shot, begin, length, 'alone'), next: null };
    }
    const settings = settingsFor(this.#source(current.piece.source), this.#settings);
    return {
      picture: this.#picture(current, shot, begin, length, 'blended'),
      next: {
        picture: this.#picture(following, shot + 1, 0, length, 'blended'),
        blend: blendAfter(shot, settings),
      },
    };
  }

  #picture(
    { piece }: Shot,
    shot: number,
    begin: number,
    length: Frames,
    how: 'alone' | 'blended',
  ): PlannedPicture {
    const source = this.#source(piece.source);
    const settings = settingsFor(source, this.#settings);
    const { video } = source;
    const isStill = video.isStill === true;
    const part = { shot, begin, frames: length, shotFrames: piece.frames, isStill };
    return {
      source: piece.source,
      // A still looks the same at any time.
      inPointSeconds: isStill ? 0 : piece.inPointSeconds + (begin / settings.fps) * settings.speed,
      speed: settings.speed,
      geometry: fitGeometry(video, settings),
      colours: sourceColours(video),
      deinterlace: needsDeinterlacing(video),
      effects: (how === 'alone' ? effectsOf : blendedEffects)(part, settings),
      ground: settings.barColor,
    };
  }

  #source(index: number): PlanSource {
    const source = this.#sources.get(index);
    if (!source) throw new RangeError(`No source ${index}`);
    return source;
  }
}

const pictureKey = ({ source, inPointSeconds, effects }: PlannedPicture): string =>
  `${source}@${inPointSeconds} ${JSON.stringify(effects)}`;

const keyOf = ({ picture, next, cues, fades, frames: length }: Omit<PlannedClip, 'key'>): string =>
  [
    pictureKey(picture),
    // A blend is spread over all of the clip.
    ...(next ? [`${JSON.stringify(next.blend)} ${length}`, pictureKey(next.picture)] : []),
    JSON.stringify(cues),
    JSON.stringify(fades),
  ].join(' ');

/**
 * Decides what is shown when. A pure function: the same request gives the same plan. What is left out from a shot on
 * changes the timeline only from that shot on, so clips that stand before it can already be in the output.
 * @throws RenderError `unreadable-source` if there is no usable material
 */
export const planRender = (request: PlanRequest): RenderPlan => {
  const { sources, settings, length, cues = [], leftOut = [] } = request;
  const maker = new ClipMaker(sources, settings);
  const shots = arrangeShots({
    pieces: orderedPieces(sources, settings),
    length,
    blendAfter: (piece) => maker.blendFrames(piece.source),
    leftOut,
  });
  const parts = partsOf(shots);
  const clips: PlannedClip[] = [];
  const clipOf = new Map<string, number>();
  const timeline: Segment[] = [];
  let start = frames(0);
  for (const [place, part] of parts.entries()) {
    const ends = { isFirst: place === 0, isLast: place === parts.length - 1, length: part.frames };
    const made = {
      ...maker.pictures(part),
      frames: part.frames,
      cues: cuesOn(cues, start, part.frames, settings.fps),
      fades: fadesAt(ends, settings),
    };
    const key = keyOf(made);
    const known = clipOf.get(key);
    const clip = known ?? clips.push({ key, ...made }) - 1;
    // One that is shown again for longer is encoded as long as it is shown at most.
    const kept = clips[clip];
    if (kept && kept.frames < part.frames) clips[clip] = { ...kept, frames: part.frames };
    clipOf.set(key, clip);
    timeline.push({ clip, start, frames: part.frames, shot: part.shot, part: part.part });
    start = frames(start + part.frames);
  }
  return { settings, frames: start, shots, clips, timeline };
};
