import {
  CLIP_LIMITS,
  type ClipOptions,
  type Fit,
  type KenBurns,
  SPEED,
  type Transition,
} from '../../render/options';
import type { VideoTrackInfo } from '../../shared/media';
import { text } from '../text';
import { outsideUnlessEmpty, said } from './objection';

/** Stands for "as for all clips" in a list. */
export const AS_ALL = '';
type OrAll<Choice> = Choice | typeof AS_ALL;

/** What is different for one clip, as it stands in its form; an empty field (`null`) is as for all. */
interface OwnValues {
  inPoint: number | null;
  outPoint: number | null;
  speed: number | null;
  fit: OrAll<Fit>;
  stillDuration: number | null;
  kenBurns: OrAll<KenBurns>;
  transition: OrAll<Transition>;
  /** In percent. */
  volume: number | null;
}

export const VOLUME_PERCENT = { min: CLIP_LIMITS.volume.min * 100, max: CLIP_LIMITS.volume.max * 100 };

const NOTHING: Readonly<OwnValues> = {
  ...{ inPoint: null, outPoint: null, speed: null, fit: AS_ALL, stillDuration: null },
  ...{ kenBurns: AS_ALL, transition: AS_ALL, volume: null },
};

const pointsObjection = ({ inPoint, outPoint }: OwnValues): string | null =>
  outPoint !== null && outPoint <= (inPoint ?? 0)
    ? text.own.outBeforeIn
    : outsideUnlessEmpty(outPoint, CLIP_LIMITS.outPoint);

const inObjection = ({ inPoint }: OwnValues, video: VideoTrackInfo | null): string | null => {
  if (video && !video.isStill && inPoint !== null && inPoint >= video.durationSeconds)
    return text.own.inAfterEnd(video.durationSeconds);
  return outsideUnlessEmpty(inPoint, CLIP_LIMITS.inPoint);
};

/** Fields that can be wrong, in the order of the form. */
const FIELDS = ['inPoint', 'outPoint', 'speed', 'stillDuration', 'volume'] as const;

/** What is different for one clip. */
export class ClipOwn {
  readonly values: OwnValues = $state({ ...NOTHING });
  /** What a project sets for it and the form has no field for. */
  beyond = $state.raw<ClipOptions>({});
  readonly problems = $derived.by(() =>
    said({
      inPoint: inObjection(this.values, this.#video()),
      outPoint: pointsObjection(this.values),
      speed: outsideUnlessEmpty(this.values.speed, SPEED),
      stillDuration: outsideUnlessEmpty(this.values.stillDuration, CLIP_LIMITS.stillDuration),
      volume: outsideUnlessEmpty(this.values.volume, VOLUME_PERCENT),
    }),
  );
  /** The first problem, with the name of its setting. */
  readonly problem = $derived.by((): string | null => {
    const name = FIELDS.find((field) => this.problems[field] !== undefined);
    return name ? `${text.own[name]}: ${this.problems[name]}` : null;
  });
  /** How many settings are different. */
  readonly count = $derived(
    Object.values(this.values).filter((value) => value !== null && value !== AS_ALL).length +
      Object.keys(this.beyond).length,
  );
  readonly #video: () => VideoTrackInfo | null;

  /** @param video the clip's pictures, as far as they are known */
  constructor(video: () => VideoTrackInfo | null) {
    this.#video = video;
  }

  /** For `combineVideos`; only without {@link problems}. */
  get options(): ClipOptions {
    const { inPoint, outPoint, speed, fit, stillDuration, kenBurns, transition, volume } = this.values;
    return {
      ...this.beyond,
      inPoint: inPoint ?? undefined,
      outPoint: outPoint ?? undefined,
      speed: speed ?? undefined,
      fit: fit === AS_ALL ? undefined : fit,
      stillDuration: stillDuration ?? undefined,
      kenBurns: kenBurns === AS_ALL ? undefined : kenBurns,
      transition: transition === AS_ALL ? undefined : transition,
      volume: volume === null ? undefined : volume / 100,
    };
  }

  /** @param options as a project has them, checked */
  load(options: ClipOptions): void {
    const { inPoint, outPoint, speed, fit, stillDuration, kenBurns, transition, volume, ...beyond } = options;
    Object.assign(this.values, {
      inPoint: inPoint ?? null,
      outPoint: outPoint ?? null,
      speed: speed ?? null,
      fit: fit ?? AS_ALL,
      stillDuration: stillDuration ?? null,
      kenBurns: kenBurns ?? AS_ALL,
      transition: transition ?? AS_ALL,
      // Without the noise of binary fractions.
      volume: volume === undefined ? null : Math.round(volume * 1e4) / 100,
    } satisfies OwnValues);
    this.beyond = beyond;
  }

  reset(): void {
    this.load({});
  }
}
