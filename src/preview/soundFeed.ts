import type { StereoSamples } from '../shared/preview';
import { AUDIO_SAMPLE_RATE } from '../shared/units';
import type { SoundOutput } from './soundOutput';

/** A video's sound that can be read at any place. */
export interface ReadableSound {
  /** In samples. */
  readonly length: number;
  read(from: number, count: number): Promise<StereoSamples>;
}

/** Samples of one piece: a quarter of a second. */
const PIECE = AUDIO_SAMPLE_RATE / 4;

/** Seconds that are handed over before they are heard: a page that is busy for so long is not heard. */
const AHEAD = 1;

/** Hands a sound to the output piece by piece, always a little ahead of what is heard. */
export class SoundFeed {
  readonly #sound: ReadableSound;
  readonly #output: SoundOutput;
  /** The sound's first sample is heard at this time of the output's clock. */
  #origin = 0;
  /** The first sample that was not handed over yet. */
  #next: number;
  #reading: Promise<void> | null = null;
  #stopped = false;

  /** @param position in seconds, where it begins */
  constructor(sound: ReadableSound, output: SoundOutput, position: number) {
    this.#sound = sound;
    this.#output = output;
    this.#next = Math.round(position * AUDIO_SAMPLE_RATE);
  }

  /**
   * Reads the first piece, and from then on lets it be heard.
   * @param begins tells when the position is to be heard, on the output's clock; asked when the piece is there
   */
  async begin(begins: () => number): Promise<void> {
    const from = this.#next;
    const piece = await this.#read();
    if (this.#stopped) return;
    this.#origin = begins() - from / AUDIO_SAMPLE_RATE;
    if (piece) this.#hand(piece);
  }

  /** To be called again and again while it plays. */
  fill(): void {
    if (this.#reading || this.#stopped || this.#isRead || this.#heardUntil - this.#output.now > AHEAD) return;
    this.#reading = this.#read()
      .then((piece) => {
        if (piece && !this.#stopped) this.#hand(piece);
      })
      // The sound's worker is lost: that is told elsewhere, and the pictures go on.
      .catch(() => this.stop())
      .finally(() => {
        this.#reading = null;
        this.fill();
      });
  }

  /** Whether what was handed over has been heard, and the next piece is not there. */
  get isStarved(): boolean {
    return !this.#stopped && !this.#isRead && this.#heardUntil <= this.#output.now;
  }

  stop(): void {
    this.#stopped = true;
  }

  get #isRead(): boolean {
    return this.#next >= this.#sound.length;
  }

  get #heardUntil(): number {
    return this.#origin + this.#next / AUDIO_SAMPLE_RATE;
  }

  async #read(): Promise<StereoSamples | null> {
    const count = Math.min(PIECE, this.#sound.length - this.#next);
    return count > 0 ? this.#sound.read(this.#next, count) : null;
  }

  #hand(piece: StereoSamples): void {
    this.#output.play(piece, this.#heardUntil);
    this.#next += piece[0].length;
  }
}
