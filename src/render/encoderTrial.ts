import { browserEncodings } from '../plan/browserEncoding';
import { repairedRecord } from '../shared/avcRecord';
import type { BrowserEncoder } from '../shared/jobs';
import type { Size } from '../shared/media';
import { OUTPUT_COLOURS } from '../shared/videoColours';

/** Bound for each step of a trial. */
const TRIAL_MS = 10_000;

/** Luma of the trial's frame: anything that no broken encoder gives by chance. */
const TRIAL_LUMA = 96;
const LUMA_TOLERANCE = 6;

const within = async <T>(work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it does not answer')), TRIAL_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Enough for an encoder that reorders frames to do so: alike ones are what it does it with first. */
const TRIAL_FRAMES = 4;

const trialFrame = ({ width: codedWidth, height: codedHeight }: Size, timestamp: number): VideoFrame => {
  const pixels = codedWidth * codedHeight;
  const planes = new Uint8Array((pixels * 3) / 2).fill(TRIAL_LUMA, 0, pixels).fill(128, pixels);
  const layout = { format: 'I420', codedWidth, codedHeight } as const;
  return new VideoFrame(planes, { ...layout, timestamp, colorSpace: OUTPUT_COLOURS });
};

interface Encoded {
  readonly chunk: EncodedVideoChunk;
  readonly description: Uint8Array<ArrayBuffer>;
}

/** The first packet, once all are there and in the order of their frames. */
const encodeFew = (config: VideoEncoderConfig): Promise<Encoded> =>
  new Promise((resolve, reject) => {
    let first: Encoded | null = null;
    let last = Number.NEGATIVE_INFINITY;
    const encoder = new VideoEncoder({
      output: (chunk, metadata) => {
        if (chunk.timestamp <= last) return reject(new Error('it puts frames into another order'));
        last = chunk.timestamp;
        if (first) return;
        const description = metadata?.decoderConfig?.description;
        if (!description || chunk.type !== 'key')
          return reject(new Error('its first packet is no key frame'));
        const bytes = ArrayBuffer.isView(description)
          ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
          : new Uint8Array(description);
        first = { chunk, description: repairedRecord(bytes.slice()) };
      },
      error: reject,
    });
    encoder.configure(config);
    for (let at = 0; at < TRIAL_FRAMES; at += 1) {
      using frame = asDisposable(trialFrame(config, Math.round((at * 1e6) / (config.framerate ?? 30))));
      encoder.encode(frame.value, { keyFrame: at === 0 });
    }
    const close = () => {
      if (encoder.state !== 'closed') encoder.close();
    };
    encoder
      .flush()
      .then(() => (first ? resolve(first) : reject(new Error('it gave no packet'))))
      .catch(reject)
      .finally(close);
  });

const asDisposable = (value: VideoFrame) => ({ value, [Symbol.dispose]: () => value.close() });

/** Luma in the middle of the decoded packet. */
const decodeOne = ({ width, height, codec }: VideoEncoderConfig, { chunk, description }: Encoded) =>
  new Promise<number>((resolve, reject) => {
    const decoder = new VideoDecoder({
      output: async (frame) => {
        const planes = new Uint8Array(frame.allocationSize());
        await frame.copyTo(planes).catch(reject);
        frame.close();
        resolve(planes[Math.floor(height / 2) * width + Math.floor(width / 2)] ?? 0);
      },
      error: reject,
    });
    decoder.configure({ codec, codedWidth: width, codedHeight: height, description });
    decoder.decode(chunk);
    const close = () => {
      if (decoder.state !== 'closed') decoder.close();
    };
    decoder.flush().catch(reject).finally(close);
  });

/** Encodes a few frames and looks at what comes out, since a browser's word is not always true. */
const tryEncoder = async (config: VideoEncoderConfig): Promise<BrowserEncoder> => {
  const { supported } = await VideoEncoder.isConfigSupported(config);
  if (!supported) throw new Error('not supported');
  const encoded = await within(encodeFew(config));
  const luma = await within(decodeOne(config, encoded));
  if (Math.abs(luma - TRIAL_LUMA) > LUMA_TOLERANCE)
    throw new Error(`a grey of ${TRIAL_LUMA} came out as ${luma}`);
  return { config, description: encoded.description };
};

/** What trials found: encoders that work, the best first, and why others do not. */
export interface EncoderTrial {
  readonly encoders: readonly BrowserEncoder[];
  readonly failures: readonly string[];
}

const trials = new Map<string, Promise<EncoderTrial>>();

const runTrials = async (size: Size, fps: number): Promise<EncoderTrial> => {
  const encoders: BrowserEncoder[] = [];
  const failures: string[] = [];
  if (typeof VideoEncoder === 'undefined' || typeof VideoDecoder === 'undefined')
    return { encoders, failures: ['this browser has no WebCodecs'] };
  for (const config of browserEncodings(size, fps)) {
    const { codec, hardwareAcceleration } = config;
    // One in hardware and one in software are enough.
    if (encoders.some(({ config: found }) => found.hardwareAcceleration === hardwareAcceleration)) continue;
    try {
      encoders.push(await tryEncoder(config));
    } catch (thrown) {
      failures.push(
        `${codec} (${hardwareAcceleration}): ${thrown instanceof Error ? thrown.message : thrown}`,
      );
    }
  }
  return { encoders, failures };
};

/** The browser's encoders for a video of this kind. Tried once a page. */
export const browserEncoders = (size: Size, fps: number): Promise<EncoderTrial> => {
  const key = `${size.width}×${size.height}@${fps}`;
  const known = trials.get(key) ?? runTrials(size, fps);
  trials.set(key, known);
  return known;
};
