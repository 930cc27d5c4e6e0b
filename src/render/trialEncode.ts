import { headerOf } from '../shared/codecHeaders';
import type { BrowserEncoding } from '../shared/jobs';
import type { Size } from '../shared/media';
import { OUTPUT_COLOURS } from '../shared/videoColours';

/** Bound for each step of a trial. */
const TRIAL_MS = 10_000;

/** Luma of the trial's frame: anything that no broken encoder gives by chance. */
export const TRIAL_LUMA = 96;

/** It was waited for in vain. */
export class SilentCodec extends Error {
  constructor() {
    super('it does not answer');
  }
}

/** @throws SilentCodec if it takes too long */
export const within = async <T>(work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SilentCodec()), TRIAL_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** @param timestamp in microseconds */
export const trialFrame = ({ width: codedWidth, height: codedHeight }: Size, timestamp = 0): VideoFrame => {
  const pixels = codedWidth * codedHeight;
  const planes = new Uint8Array((pixels * 3) / 2).fill(TRIAL_LUMA, 0, pixels).fill(128, pixels);
  const layout = { format: 'I420', codedWidth, codedHeight } as const;
  return new VideoFrame(planes, { ...layout, timestamp, colorSpace: OUTPUT_COLOURS });
};

/** The frame of a trial, encoded. */
export interface TrialPacket {
  readonly chunk: EncodedVideoChunk;
  /** What all of its packets say of themselves (`codecHeaders.ts`). */
  readonly header: Uint8Array<ArrayBuffer>;
}

/** An encoder on a trial. It keeps what it takes of the machine until it is closed. */
export interface EncoderOnTrial {
  readonly packet: Promise<TrialPacket>;
  close(): void;
}

const packetOf = (
  { codec }: BrowserEncoding,
  chunk: EncodedVideoChunk,
  metadata: EncodedVideoChunkMetadata | undefined,
): TrialPacket | null => {
  const bytes = new Uint8Array(chunk.byteLength);
  chunk.copyTo(bytes);
  const header = headerOf(codec, bytes, metadata?.decoderConfig?.description);
  return header && chunk.type === 'key' ? { chunk, header } : null;
};

/** Enough for an encoder that reorders frames to do so: alike ones are what it does it with first. */
const TRIAL_FRAMES = 4;

/**
 * Lets an encoder encode a few frames. Its packet is the first, once all are there and in the order of their frames.
 * @throws DOMException if it refuses at once
 */
export const beginTrial = (encoding: BrowserEncoding): EncoderOnTrial => {
  const { config } = encoding;
  let resolve: (packet: TrialPacket) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const packet = new Promise<TrialPacket>((...settle) => {
    [resolve, reject] = settle;
  });
  // Failing while nobody waits is no error of its own.
  packet.catch(() => {});
  let first: TrialPacket | null = null;
  let last = Number.NEGATIVE_INFINITY;
  const encoder = new VideoEncoder({
    output: (chunk, metadata) => {
      if (chunk.timestamp <= last) reject(new Error('it puts frames into another order'));
      last = chunk.timestamp;
      first ??= packetOf(encoding, chunk, metadata);
      if (!first) reject(new Error('its first packet is no key frame'));
    },
    error: (error) => reject(error),
  });
  const close = (): void => {
    if (encoder.state !== 'closed') encoder.close();
  };
  try {
    encoder.configure(config);
    for (let at = 0; at < TRIAL_FRAMES; at += 1) {
      const frame = trialFrame(config, Math.round((at * 1e6) / (config.framerate ?? 30)));
      try {
        encoder.encode(frame, { keyFrame: at === 0 });
      } finally {
        frame.close();
      }
    }
  } catch (thrown) {
    close();
    throw thrown;
  }
  encoder.flush().then(
    () => (first ? resolve(first) : reject(new Error('it gave no packet'))),
    (error) => reject(error),
  );
  return { packet, close };
};
