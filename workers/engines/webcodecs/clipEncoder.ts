import { repairedRecord } from '../../../src/shared/avcRecord';
import { RenderError } from '../../../src/shared/errors';
import type { BrowserEncoder, EncodedClip, PacketEntry } from '../../../src/shared/jobs';
import { OUTPUT_COLOURS } from '../../../src/shared/videoColours';
import { PacketBuffer } from '../../packets';

/** Frames that may wait for the encoder: enough to keep it busy, few to keep in memory. */
const QUEUE = 3;

/** An encoder that has not said a word for so long is stuck. */
const SILENCE_MS = 30_000;

const failed = (detail: string): RenderError =>
  new RenderError({ category: 'encoder-failed', message: 'The browser’s video encoder failed.', detail });

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && a.every((byte, at) => byte === b[at]);

const bytesOf = (source: AllowSharedBufferSource): Uint8Array<ArrayBuffer> =>
  (ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
  ).slice();

/**
 * The browser's encoder on one clip: frames in, checked packets out. Whatever goes wrong in it is an `encoder-failed`.
 */
export class ClipEncoder {
  readonly #expected: BrowserEncoder;
  readonly #encoder: VideoEncoder;
  readonly #data = new PacketBuffer();
  readonly #packets: PacketEntry[] = [];
  #described = false;
  #lastTimestamp = Number.NEGATIVE_INFINITY;
  #fail: (error: RenderError) => void = () => {};
  readonly #failure: Promise<never>;

  /** @throws RenderError `encoder-failed` */
  constructor(expected: BrowserEncoder) {
    this.#expected = expected;
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
      this.#encoder.configure(expected.config);
    } catch (thrown) {
      throw failed(String(thrown));
    }
  }

  /** Waits until there is room, and hands the frame over. It is closed in any case. */
  async encode(frame: VideoFrame, keyFrame: boolean): Promise<void> {
    try {
      while (this.#encoder.encodeQueueSize >= QUEUE) await this.#bounded(this.#dequeued());
      await this.#bounded(Promise.resolve());
      this.#encoder.encode(frame, { keyFrame });
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
    const { config, description } = this.#expected;
    const profileAndLevel = [...description.subarray(1, 4)].map((byte) => byte.toString(16).padStart(2, '0'));
    return {
      decoderConfig: {
        // What it says of itself: encoders choose a lower level where that does.
        codec: `avc1.${profileAndLevel.join('')}`,
        codedWidth: config.width,
        codedHeight: config.height,
        description,
        colorSpace: { ...OUTPUT_COLOURS },
      },
      data: this.#data.join(),
      packets: this.#packets,
    };
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
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
    const description = metadata?.decoderConfig?.description;
    if (description) {
      if (!sameBytes(repairedRecord(bytesOf(description)), this.#expected.description))
        this.#fail(failed('Its parameter sets differ from those of other clips'));
      this.#described = true;
    }
    if (chunk.timestamp <= this.#lastTimestamp) this.#fail(failed('It puts frames into another order'));
    this.#lastTimestamp = chunk.timestamp;
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    this.#packets.push({ ...this.#data.add(data), key: chunk.type === 'key' });
  }
}
