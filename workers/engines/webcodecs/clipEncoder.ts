import { asStored, codecStringOf, headerOf, isDescribed } from '../../../src/shared/codecHeaders';
import { RenderError } from '../../../src/shared/errors';
import type { BrowserEncoder, EncodedClip, PacketEntry } from '../../../src/shared/jobs';
import { OUTPUT_COLOURS } from '../../../src/shared/videoColours';
import { PacketBuffer } from '../../packets';
import { type SliceQuantizer, sliceQuantizer } from './sliceQuantizer';
import { SteadyRate } from './steadyRate';

/** Frames that may wait for the encoder: enough to keep it busy, few to keep in memory. */
const QUEUE = 3;

/**
 * Another rate counts from so many frames after the packet that it was decided by: always as many, so that the same pictures
 * give the same bytes, however the work is timed. More than an encoder has in hand that keeps none back.
 */
const RATE_LAG = QUEUE + 2;

/** An encoder that has not said a word for so long is stuck. */
const SILENCE_MS = 30_000;

const failed = (detail: string): RenderError =>
  new RenderError({ category: 'encoder-failed', message: 'The browser’s video encoder failed.', detail });

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && a.every((byte, at) => byte === b[at]);

/**
 * The browser's encoder on one clip: frames in, checked packets out. Whatever goes wrong in it is an `encoder-failed`.
 */
export class ClipEncoder {
  readonly #expected: BrowserEncoder;
  readonly #encoder: VideoEncoder;
  readonly #data = new PacketBuffer();
  readonly #packets: PacketEntry[] = [];
  /** Where the encoder lets itself be steered. */
  readonly #quantizerOf: SliceQuantizer | null;
  readonly #steadyRate: SteadyRate;
  /** Rates in bits a second that are still to be told, and from which frame on. */
  readonly #otherRates: { readonly from: number; readonly rate: number }[] = [];
  #sent = 0;
  #onPacket = (): void => {};
  #described = false;
  #lastTimestamp = Number.NEGATIVE_INFINITY;
  #fail: (error: RenderError) => void = () => {};
  readonly #failure: Promise<never>;

  /** @throws RenderError `encoder-failed` */
  constructor(expected: BrowserEncoder) {
    this.#expected = expected;
    const { config, header, quantizer, isAdjustable } = expected;
    this.#quantizerOf = isAdjustable ? sliceQuantizer(header) : null;
    this.#steadyRate = new SteadyRate(config.bitrate ?? 0, quantizer);
    this.#failure = new Promise((_, reject) => {
      this.#fail = reject;
    });
    // Failing while nobody waits is no error of its own.
    this.#failure.catch(() => {});
    try {
      this.#encoder = new VideoEncoder({
        output: (chunk, metadata) => this.#take(chunk, metadata),
        error: (error) => this.#fail(failed(String(error))),
      });
      this.#encoder.configure(config);
    } catch (thrown) {
      throw failed(String(thrown));
    }
  }

  /** Waits until there is room, and hands the frame over. It is closed in any case. */
  async encode(frame: VideoFrame, keyFrame: boolean): Promise<void> {
    try {
      while (this.#encoder.encodeQueueSize >= QUEUE) await this.#bounded(this.#dequeued());
      await this.#bounded(Promise.resolve());
      if (this.#quantizerOf) await this.#steer();
      this.#encoder.encode(frame, { keyFrame });
      this.#sent += 1;
    } catch (thrown) {
      throw thrown instanceof RenderError ? thrown : failed(String(thrown));
    } finally {
      frame.close();
    }
  }

  /** The whole clip, after the last frame. */
  async finish(): Promise<EncodedClip> {
    const flushed = this.#encoder.flush().catch((thrown) => {
      throw failed(String(thrown));
    });
    await this.#bounded(flushed);
    if (this.#packets[0]?.key !== true || !this.#described)
      throw failed('Its output does not begin with a key frame');
    const { codec, config, header } = this.#expected;
    return {
      decoderConfig: {
        codec: codecStringOf(codec, header, config.codec),
        codedWidth: config.width,
        codedHeight: config.height,
        ...(isDescribed(codec) ? { description: header } : {}),
        colorSpace: { ...OUTPUT_COLOURS },
      },
      data: this.#data.join(),
      packets: this.#packets,
    };
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  async #steer(): Promise<void> {
    while (this.#packets.length < this.#sent - RATE_LAG) await this.#bounded(this.#nextPacket());
    const [other] = this.#otherRates;
    if (!other || other.from > this.#sent) return;
    this.#otherRates.shift();
    this.#encoder.configure({ ...this.#expected.config, bitrate: other.rate });
  }

  #nextPacket(): Promise<void> {
    return new Promise((resolve) => {
      this.#onPacket = resolve;
    });
  }

  #dequeued(): Promise<void> {
    return new Promise((resolve) => {
      this.#encoder.addEventListener('dequeue', () => resolve(), { once: true });
    });
  }

  async #bounded(work: Promise<void>): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silent = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(failed('It does not answer')), SILENCE_MS);
    });
    try {
      await Promise.race([this.#failure, work, silent]);
    } finally {
      clearTimeout(timer);
    }
  }

  #take(chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined): void {
    const { codec, header: expected } = this.#expected;
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    const header = chunk.type === 'key' ? headerOf(codec, data, metadata?.decoderConfig?.description) : null;
    if (header) {
      if (!sameBytes(header, expected))
        this.#fail(failed('Its parameter sets differ from those of other clips'));
      this.#described = true;
    }
    if (chunk.timestamp <= this.#lastTimestamp) this.#fail(failed('It puts frames into another order'));
    this.#lastTimestamp = chunk.timestamp;
    const quantizer = this.#quantizerOf?.(data) ?? null;
    this.#packets.push({ ...this.#data.add(asStored(codec, data)), key: chunk.type === 'key' });
    const rate = quantizer === null ? null : this.#steadyRate.next(quantizer);
    if (rate !== null) this.#otherRates.push({ from: this.#packets.length + RATE_LAG, rate });
    this.#onPacket();
  }
}
