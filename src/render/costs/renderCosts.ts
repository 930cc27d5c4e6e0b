import type { PlannedClip } from '../../plan/plan';
import type { PlanSettings } from '../../plan/settings';
import { type Machine, type PoolSize, poolSize } from '../../pool/sizing';
import type { EngineAtHand } from '../engine';
import type { EngineTime } from '../engineTimes';
import type { UsableSource } from '../sources';
import { type ClipParts, clipParts } from './clipParts';
import type { CostModel } from './costModel';
import type { MachineCosts } from './machineCosts';
import { ffmpegWith, type Maker } from './makers';
import { finishMs } from './schedule';

/** Another shape of the pool than the usual one has to save so much, and both have to be measured on so many clips. */
const WORTH_ANOTHER_SHAPE = 0.9;
const MEASURED_FROM = 4;

/** What clips a render is made of, and what there is to make them with. */
export interface RenderCostsOptions {
  readonly costs: Pick<MachineCosts, 'model' | 'learn'>;
  readonly machine: Machine;
  /** Number of workers that the person wants, or `null`. */
  readonly wanted: number | null;
  readonly sources: ReadonlyMap<number, UsableSource>;
  readonly settings: PlanSettings;
}

/** What clips take by one engine in a pool of one shape. */
export interface ClipTimes {
  /** Clips of it that were measured on this machine; 0: what `msOf` says is a prior. */
  readonly measured: number;
  /** In ms. */
  msOf(clip: PlannedClip): number;
}

const makerOf = ({ encoder }: EngineAtHand, { threadsPerWorker }: PoolSize): Maker => {
  if (!encoder) return ffmpegWith(threadsPerWorker);
  return encoder.config.hardwareAcceleration === 'prefer-hardware'
    ? 'browser in hardware'
    : 'browser in software';
};

/** What the clips of one render take on this machine, by each engine. */
export class RenderCosts {
  readonly #options: RenderCostsOptions;
  readonly #parts = new Map<string, ClipParts>();

  constructor(options: RenderCostsOptions) {
    this.#options = options;
  }

  /**
   * How many workers, and threads each: the usual, unless what was measured says that another shape is faster. A person's
   * number wins.
   */
  shapeFor(engine: EngineAtHand, clips: readonly PlannedClip[]): PoolSize {
    const { machine, wanted } = this.#options;
    const usual = poolSize(machine, clips.length, wanted);
    if (wanted !== null || engine.encoder) return usual;
    const { model } = this.#options.costs;
    const isMeasured = (shape: PoolSize): boolean => model.measured(makerOf(engine, shape)) >= MEASURED_FROM;
    const msOf = (shape: PoolSize): number => this.#finishMs(model, engine, shape, clips);
    if (!isMeasured(usual)) return usual;
    const others = Array.from({ length: usual.workers - 1 }, (_, index) =>
      poolSize(machine, clips.length, index + 1),
    ).filter(isMeasured);
    const best = others.reduce((one, other) => (msOf(other) < msOf(one) ? other : one), usual);
    return msOf(best) < msOf(usual) * WORTH_ANOTHER_SHAPE ? best : usual;
  }

  /** @param kept those of the clips that the engine made before, and that are still there */
  timeOf(engine: EngineAtHand, clips: readonly PlannedClip[], kept: ReadonlySet<PlannedClip>): EngineTime {
    const { model } = this.#options.costs;
    const shape = this.shapeFor(engine, clips);
    const left = clips.filter((clip) => !kept.has(clip));
    return {
      ms: this.#finishMs(model, engine, shape, left),
      measured: model.measured(makerOf(engine, shape)),
      ...{ kept: kept.size, clips: clips.length },
    };
  }

  /** What clips take on a worker while all are at work, by what is known now. */
  clipTimes(engine: EngineAtHand, shape: PoolSize): ClipTimes {
    const { model } = this.#options.costs;
    const maker = makerOf(engine, shape);
    return {
      measured: model.measured(maker),
      msOf: (clip) => model.expectedMs(maker, this.#partsOf(clip)),
    };
  }

  /** Learns from a clip that took `ms`. */
  learn(engine: EngineAtHand, shape: PoolSize, clip: PlannedClip, ms: number): void {
    this.#options.costs.learn(makerOf(engine, shape), this.#partsOf(clip), ms);
  }

  #finishMs(model: CostModel, engine: EngineAtHand, shape: PoolSize, clips: readonly PlannedClip[]): number {
    const maker = makerOf(engine, shape);
    const jobs = clips.map((clip) => model.expectedMs(maker, this.#partsOf(clip)));
    return finishMs(jobs, Math.min(shape.workers, engine.sessions ?? shape.workers));
  }

  #partsOf(clip: PlannedClip): ClipParts {
    const { sources, settings } = this.#options;
    // A longer clip of the same material has the same key.
    const name = `${clip.frames} ${clip.key}`;
    const parts = this.#parts.get(name) ?? clipParts(clip, sources, settings);
    this.#parts.set(name, parts);
    return parts;
  }
}
