import type { OnJobProgress } from '../../../src/shared/protocol';
import { AUDIO_SAMPLE_RATE } from '../../../src/shared/units';

/**
 * Counts a sound's samples through the steps that they take, one after the other. How long each takes depends on the
 * material, so all weigh the same: the video's length in samples.
 */
export class SoundProgress {
  readonly #steps: readonly string[];
  readonly #samples: number;
  readonly #onProgress: OnJobProgress;
  #done = 0;

  constructor(steps: readonly string[], samples: number, onProgress: OnJobProgress) {
    this.#steps = steps;
    this.#samples = samples;
    this.#onProgress = onProgress;
  }

  /** All steps before are done, and so many samples of this one. Never goes back. */
  at(step: string, done: number): void {
    const before = this.#steps.indexOf(step) * this.#samples;
    this.#done = Math.max(this.#done, Math.round(before + Math.min(Math.max(0, done), this.#samples)));
    this.#onProgress(this.#done, this.#steps.length * this.#samples);
  }

  /** The same for ffmpeg, which counts in seconds. */
  onTime(step: string): (seconds: number) => void {
    return (seconds) => this.at(step, seconds * AUDIO_SAMPLE_RATE);
  }
}
