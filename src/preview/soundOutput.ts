import type { StereoSamples } from '../shared/preview';
import { AUDIO_SAMPLE_RATE } from '../shared/units';

/** Something that sounds are heard from, and the clock that the pictures follow. */
export interface SoundOutput {
  /** Seconds of what is heard at this moment. Stands still while it is stopped. */
  readonly now: number;
  muted: boolean;
  /** Has samples heard from a time of its clock on; what should have been heard before now is cut off. */
  play(samples: StereoSamples, at: number): void;
  /** Forgets all that was to be heard. */
  silence(): void;
  stop(): void;
  close(): void;
}

/** A clock alone. */
export const silentOutput = (now: () => number): SoundOutput => {
  const begin = now();
  return {
    get now() {
      return (now() - begin) / 1000;
    },
    muted: false,
    play: () => {},
    silence: () => {},
    stop: () => {},
    close: () => {},
  };
};

class AudioOutput implements SoundOutput {
  readonly #context: AudioContext;
  readonly #volume: GainNode;
  readonly #playing = new Set<AudioBufferSourceNode>();
  #muted = false;

  constructor(context: AudioContext) {
    this.#context = context;
    this.#volume = context.createGain();
    this.#volume.connect(context.destination);
  }

  get now(): number {
    return this.#context.currentTime - this.#latency;
  }

  get muted(): boolean {
    return this.#muted;
  }

  set muted(muted: boolean) {
    this.#muted = muted;
    this.#volume.gain.value = muted ? 0 : 1;
  }

  play(samples: StereoSamples, at: number): void {
    const [left, right] = samples;
    const buffer = this.#context.createBuffer(2, left.length, AUDIO_SAMPLE_RATE);
    buffer.copyToChannel(left, 0);
    buffer.copyToChannel(right, 1);
    const node = this.#context.createBufferSource();
    node.buffer = buffer;
    node.connect(this.#volume);
    node.onended = () => this.#playing.delete(node);
    this.#playing.add(node);
    const late = this.#context.currentTime - (at + this.#latency);
    if (late > 0) node.start(0, late);
    else node.start(at + this.#latency);
  }

  silence(): void {
    for (const node of this.#playing) {
      node.onended = null;
      node.stop();
      node.disconnect();
    }
    this.#playing.clear();
  }

  stop(): void {
    this.silence();
    this.#context.suspend().catch(() => {});
  }

  close(): void {
    this.silence();
    this.#context.close().catch(() => {});
  }

  /** From the clock to the ear. */
  get #latency(): number {
    return this.#context.outputLatency || this.#context.baseLatency || 0;
  }
}

/** How long a device may take to start; without one the promise never settles. */
const START_MS = 3000;

const inTime = async <T>(work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The sound device does not start.')), START_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** The page's sound device, to be opened when somebody presses a button: browsers allow it only then. */
export class SoundDevice {
  #context: AudioContext | null = null;
  #output: SoundOutput | null = null;

  /** The running device; `null` where there is none, or it does not start. */
  async start(): Promise<SoundOutput | null> {
    try {
      this.#context ??= new AudioContext({ sampleRate: AUDIO_SAMPLE_RATE, latencyHint: 'playback' });
      this.#output ??= new AudioOutput(this.#context);
      if (this.#context.state !== 'running') await inTime(this.#context.resume());
      return this.#output;
    } catch {
      this.close();
      return null;
    }
  }

  close(): void {
    this.#output?.close();
    this.#output = null;
    this.#context = null;
  }
}
