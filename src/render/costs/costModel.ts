import { type ClipParts, PARTS } from './clipParts';
import { MAKERS, type Maker, priorTime } from './makers';
import { expectedRatio, type Fit, freshFit, observed } from './recursiveFit';

/** A usual clip: 3 s of 1080p for a picture of 1080 × 1920. */
const USUAL: ClipParts = { clip: 1, target: 187, avc: 187, hevc: 0, open: 0, other: 0 };

/** Hardware says nothing of how fast the cores are. */
const onCores = (maker: Maker): boolean => maker !== 'browser in hardware';

/**
 * What clips take on this machine: milliseconds, from source and target pixels, codec, what makes them and its threads. It
 * begins with priors and learns from each clip that is made; what was learned of one maker's cores is assumed of another's
 * until that is measured too. Pure: the same observations give the same answers.
 */
export class CostModel {
  readonly #fits: ReadonlyMap<Maker, Fit>;

  constructor(fits: ReadonlyMap<Maker, Fit> = new Map()) {
    this.#fits = fits;
  }

  get fits(): ReadonlyMap<Maker, Fit> {
    return this.#fits;
  }

  /** Clips of this maker that were measured. */
  measured(maker: Maker): number {
    return this.#fits.get(maker)?.count ?? 0;
  }

  /** What a clip takes on one of the workers while all are at work, in ms. */
  expectedMs(maker: Maker, parts: ClipParts): number {
    const { ms, shares } = priorTime(maker, parts);
    return ms * expectedRatio(this.#fitOf(maker), shares);
  }

  /**
   * The model with one more clip.
   * @param ms what it took
   */
  with(maker: Maker, parts: ClipParts, ms: number): CostModel {
    const prior = priorTime(maker, parts);
    if (!(ms > 0 && Number.isFinite(ms) && prior.ms > 0)) return this;
    const fit = observed(this.#fitOf(maker), prior.shares, ms / prior.ms);
    return new CostModel(new Map([...this.#fits, [maker, fit]]));
  }

  #fitOf(maker: Maker): Fit {
    return this.#fits.get(maker) ?? freshFit(PARTS.length, onCores(maker) ? this.#slowness() : 1);
  }

  /** How many times as long as was assumed usual clips take on these cores: the mean of what was measured, by its weight. */
  #slowness(): number {
    let [sum, weight] = [0, 0];
    for (const maker of MAKERS.filter(onCores)) {
      const fit = this.#fits.get(maker);
      if (!fit) continue;
      // The first clips tell the most.
      const counts = Math.sqrt(fit.count);
      sum += counts * Math.log(expectedRatio(fit, priorTime(maker, USUAL).shares));
      weight += counts;
    }
    return weight > 0 ? Math.exp(sum / weight) : 1;
  }
}
