import type { ClipCue } from '../shared/captions';
import type { Blend, Effect, Geometry, SourceColours } from '../shared/jobs';
import type { Frames } from '../shared/units';
import { settingsFor } from './clipSettings';
import { sourceColours } from './colour';
import { blendAfter, blendedEffects, effectsOf } from './effects';
import { needsDeinterlacing } from './fields';
import { fitGeometry } from './geometry';
import type { PlanSource } from './pieces';
import type { PlanSettings } from './settings';
import { bodyOf, type Shot } from './shots';

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

/** The source that a clip is named for: of a transition the one that comes. */
export const mainSource = ({ picture, next }: PlannedClip): number => (next?.picture ?? picture).source;

/** A part of a shot, as one clip shows it. */
export interface ShotPart {
  /** Position of the shot among all. */
  readonly shot: number;
  /** `blend`: its last frames in the transition to the next shot. `tail`: the same frames, shown as they are. */
  readonly part: 'body' | 'blend' | 'tail';
  /** Frames of the shot before this part. */
  readonly begin: Frames;
  readonly frames: Frames;
}

/** Turns the parts of shots into clips. */
export class ClipMaker {
  readonly #sources: ReadonlyMap<number, PlanSource>;
  readonly #settings: PlanSettings;

  constructor(sources: readonly PlanSource[], settings: PlanSettings) {
    this.#sources = new Map(sources.map((source) => [source.index, source]));
    this.#settings = settings;
  }

  pictures(
    shots: readonly Shot[],
    { shot, part, begin, frames: length }: ShotPart,
  ): Pick<PlannedClip, 'picture' | 'next'> {
    const current = shots[shot];
    if (!current) throw new RangeError(`No shot ${shot}`);
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
    from: Shot,
    shot: number,
    begin: number,
    length: Frames,
    how: 'alone' | 'blended',
  ): PlannedPicture {
    const { piece } = from;
    const source = this.#source(piece.source);
    const settings = settingsFor(source, this.#settings);
    const { video } = source;
    const isStill = video.isStill === true;
    const part = { shot, begin, frames: length, shotFrames: piece.frames, body: bodyOf(from), isStill };
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

/** Names the material and all that is done to it: see {@link PlannedClip.key}. */
export const keyOf = ({ picture, next, cues, fades, frames: length }: Omit<PlannedClip, 'key'>): string =>
  [
    pictureKey(picture),
    // A blend is spread over all of the clip.
    ...(next ? [`${JSON.stringify(next.blend)} ${length}`, pictureKey(next.picture)] : []),
    JSON.stringify(cues),
    JSON.stringify(fades),
  ].join(' ');
