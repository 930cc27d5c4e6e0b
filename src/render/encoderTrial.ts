import { browserEncodings } from '../plan/browserEncoding';
import { headerOf, isDescribed } from '../shared/codecHeaders';
import type { Encoding } from '../shared/encoding';
import type { BrowserEncoder, BrowserEncoding } from '../shared/jobs';
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

const trialFrame = ({ width: codedWidth, height: codedHeight }: Size, timestamp = 0): VideoFrame => {
  const pixels = codedWidth * codedHeight;
  const planes = new Uint8Array((pixels * 3) / 2).fill(TRIAL_LUMA, 0, pixels).fill(128, pixels);
  const layout = { format: 'I420', codedWidth, codedHeight } as const;
  return new VideoFrame(planes, { ...layout, timestamp, colorSpace: OUTPUT_COLOURS });
};

interface Encoded {
  readonly chunk: EncodedVideoChunk;
  readonly header: Uint8Array<ArrayBuffer>;
}

const encodeOne = (encoding: BrowserEncoding): Promise<Encoded> =>
  new Promise((resolve, reject) => {
    const encoder = new VideoEncoder({
      output: (chunk, metadata) => {
        const packet = new Uint8Array(chunk.byteLength);
        chunk.copyTo(packet);
        const header = headerOf(encoding.codec, packet, metadata?.decoderConfig?.description);
        if (!header || chunk.type !== 'key') return reject(new Error('its first packet is no key frame'));
        resolve({ chunk, header });
      },
      error: reject,
    });
    encoder.configure(encoding.config);
    using frame = asDisposable(trialFrame(encoding.config));
    encoder.encode(frame.value, { keyFrame: true });
    const close = () => {
      if (encoder.state !== 'closed') encoder.close();
    };
    encoder
      .flush()
      .then(() => reject(new Error('it gave no packet')))
      .catch(reject)
      .finally(close);
  });

const asDisposable = (value: VideoFrame) => ({ value, [Symbol.dispose]: () => value.close() });

/** Luma in the middle of the decoded packet. */
const decodeOne = ({ codec, config }: BrowserEncoding, { chunk, header }: Encoded) =>
  new Promise<number>((resolve, reject) => {
    const { width, height } = config;
    const description = isDescribed(codec) ? { description: header } : {};
    const decoder = new VideoDecoder({
      output: async (frame) => {
        const planes = new Uint8Array(frame.allocationSize());
        await frame.copyTo(planes).catch(reject);
        frame.close();
        resolve(planes[Math.floor(height / 2) * width + Math.floor(width / 2)] ?? 0);
      },
      error: reject,
    });
    decoder.configure({ codec: config.codec, codedWidth: width, codedHeight: height, ...description });
    decoder.decode(chunk);
    const close = () => {
      if (decoder.state !== 'closed') decoder.close();
    };
    decoder.flush().catch(reject).finally(close);
  });

/** Whether an encoder that is told another bitrate goes on with the same stream. Asked of H.264 alone: see `SteadyRate`. */
const takesAnotherRate = async ({ codec, config }: BrowserEncoding): Promise<boolean> => {
  if (codec !== 'h264') return false;
  const kinds: EncodedVideoChunkType[] = [];
  let descriptions = 0;
  const encoder = new VideoEncoder({
    output: (chunk, metadata) => {
      kinds.push(chunk.type);
      if (metadata?.decoderConfig?.description) descriptions += 1;
    },
    // Flushing fails with it.
    error: () => {},
  });
  try {
    encoder.configure(config);
    for (const frame of [0, 1]) {
      using picture = asDisposable(trialFrame(config, frame));
      if (frame === 1) encoder.configure({ ...config, bitrate: Math.round((config.bitrate ?? 0) / 2) });
      encoder.encode(picture.value, { keyFrame: frame === 0 });
    }
    await encoder.flush();
  } finally {
    if (encoder.state !== 'closed') encoder.close();
  }
  return kinds.join() === 'key,delta' && descriptions === 1;
};

/** Encodes one frame and looks at what comes out, since a browser's word is not always true. */
const tryEncoder = async (encoding: BrowserEncoding): Promise<BrowserEncoder> => {
  const { supported } = await VideoEncoder.isConfigSupported(encoding.config);
  if (!supported) throw new Error('not supported');
  const encoded = await within(encodeOne(encoding));
  const luma = await within(decodeOne(encoding, encoded));
  if (Math.abs(luma - TRIAL_LUMA) > LUMA_TOLERANCE)
    throw new Error(`a grey of ${TRIAL_LUMA} came out as ${luma}`);
  const isAdjustable = await within(takesAnotherRate(encoding)).catch(() => false);
  return { ...encoding, header: encoded.header, isAdjustable };
};

/** What trials found: encoders that work, the best first, and why others do not. */
export interface EncoderTrial {
  readonly encoders: readonly BrowserEncoder[];
  readonly failures: readonly string[];
}

/** What encoders depend on, beside the picture's size and rate. */
type Wanted = Pick<Encoding, 'quality' | 'codec'>;

const trials = new Map<string, Promise<EncoderTrial>>();

const runTrials = async (wanted: Wanted, size: Size, fps: number): Promise<EncoderTrial> => {
  const encoders: BrowserEncoder[] = [];
  const failures: string[] = [];
  if (typeof VideoEncoder === 'undefined' || typeof VideoDecoder === 'undefined')
    return { encoders, failures: ['this browser has no WebCodecs'] };
  for (const encoding of browserEncodings(wanted, size, fps)) {
    const { codec, hardwareAcceleration, bitrateMode } = encoding.config;
    // One in hardware and one in software are enough.
    if (encoders.some(({ config: found }) => found.hardwareAcceleration === hardwareAcceleration)) continue;
    try {
      encoders.push(await tryEncoder(encoding));
    } catch (thrown) {
      failures.push(
        `${codec} (${hardwareAcceleration}, ${bitrateMode}): ${thrown instanceof Error ? thrown.message : thrown}`,
      );
    }
  }
  return { encoders, failures };
};

/** The browser's encoders for a video of this kind. Tried once a page. */
export const browserEncoders = (wanted: Wanted, size: Size, fps: number): Promise<EncoderTrial> => {
  const key = `${wanted.codec} ${wanted.quality} ${size.width}×${size.height}@${fps}`;
  const known = trials.get(key) ?? runTrials(wanted, size, fps);
  trials.set(key, known);
  return known;
};
