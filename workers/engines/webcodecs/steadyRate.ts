/** Frames after which the rate is looked at again. */
const STEP = 4;
/** Of what would bring the quantizer to where it is wanted in one step: encoders answer late. */
const DAMPING = 0.5;
/** Six steps of the quantizer double the size of a step (ITU-T H.264, 8.5.8), and about halve the bits. */
const STEPS_PER_OCTAVE = 6;
/** Smaller changes are not worth a word to the encoder. */
const LEAST_CHANGE = 0.05;
/** How far the rate may go from the one that suits most pictures. */
const RANGE = { min: 0.05, max: 3 };

/**
 * Holds the quality where it is wanted with an encoder that only knows rates: watches the quantizer that it takes, and
 * gives it more bits or fewer. Easy pictures then take the bits that they need, instead of those that hard ones do.
 */
export class SteadyRate {
  readonly #usual: number;
  readonly #wanted: number;
  #rate: number;
  #sum = 0;
  #count = 0;

  /**
   * @param usual bits a second for most pictures, to begin with
   * @param wanted the quantizer to hold
   */
  constructor(usual: number, wanted: number) {
    this.#usual = usual;
    this.#wanted = wanted;
    this.#rate = usual;
  }

  /**
   * Takes the quantizer of the next packet.
   * @returns another rate in bits a second, where the encoder has to be told one
   */
  next(quantizer: number): number | null {
    this.#sum += quantizer;
    this.#count += 1;
    if (this.#count < STEP) return null;
    const over = this.#sum / this.#count - this.#wanted;
    this.#sum = 0;
    this.#count = 0;
    const { min, max } = RANGE;
    const rate = this.#rate * 2 ** ((DAMPING * over) / STEPS_PER_OCTAVE);
    const within = Math.round(Math.min(max * this.#usual, Math.max(min * this.#usual, rate)));
    if (Math.abs(within / this.#rate - 1) < LEAST_CHANGE) return null;
    this.#rate = within;
    return within;
  }
}
