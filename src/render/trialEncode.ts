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

const trialFrame = ({ width: codedWidth, height: codedHeight }: Size): VideoFrame => {
  const pixels = codedWidth * codedHeight;
  const planes = new Uint8Array((pixels * 3) / 2).fill(TRIAL_LUMA, 0, pixels).fill(128, pixels);
  const layout = { format: 'I420', codedWidth, codedHeight } as const;
  return new VideoFrame(planes, { ...layout, timestamp: 0, colorSpace: OUTPUT_COLOURS });
};

/** The frame of a trial, encoded. */
export interface TrialPacket {
  readonly chunk: EncodedVideoChunk;
  readonly description: Uint8Array<ArrayBuffer>;
}

/** An encoder on a trial. It keeps what it takes of the machine until it is closed. */
export interface EncoderOnTrial {
  readonly packet: Promise<TrialPacket>;
  close(): void;
}

const packetOf = (
  chunk: EncodedVideoChunk,
  metadata: EncodedVideoChunkMetadata | undefined,
): TrialPacket | null => {
  const description = metadata?.decoderConfig?.description;
  if (!description || chunk.type !== 'key') return null;
  const bytes = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
  return { chunk, description: bytes.slice() };
};

/** Lets an encoder encode one frame. @throws DOMException if it refuses at once */
export const beginTrial = (config: VideoEncoderConfig): EncoderOnTrial => {
  let resolve: (packet: TrialPacket) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const packet = new Promise<TrialPacket>((...settle) => {
    [resolve, reject] = settle;
  });
  // Failing while nobody waits is no error of its own.
  packet.catch(() => {});
  const encoder = new VideoEncoder({
    output: (chunk, metadata) => {
      const made = packetOf(chunk, metadata);
      if (made) resolve(made);
      else reject(new Error('its first packet is no key frame'));
    },
    error: (error) => reject(error),
  });
  const close = (): void => {
    if (encoder.state !== 'closed') encoder.close();
  };
  try {
    encoder.configure(config);
    const frame = trialFrame(config);
    try {
      encoder.encode(frame, { keyFrame: true });
    } finally {
      frame.close();
    }
  } catch (thrown) {
    close();
    throw thrown;
  }
  encoder.flush().then(
    () => reject(new Error('it gave no packet')),
    (error) => reject(error),
  );
  return { packet, close };
};
