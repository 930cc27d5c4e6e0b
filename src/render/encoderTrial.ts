import { browserEncodings } from '../plan/browserEncoding';
import { isDescribed } from '../shared/codecHeaders';
import type { Encoding } from '../shared/encoding';
import type { BrowserEncoder, BrowserEncoding } from '../shared/jobs';
import type { Size } from '../shared/media';
import { countSessions } from './encoderSessions';
import { beginTrial, SilentCodec, TRIAL_LUMA, type TrialPacket, trialFrame, within } from './trialEncode';

const LUMA_TOLERANCE = 6;

/** Luma in the middle of the decoded packet. */
const decodeOne = ({ codec, config }: BrowserEncoding, { chunk, header }: TrialPacket) =>
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

/** Packets that an encoder keeps back come later than that, in ms, or not before it is flushed. */
const PROMPT_MS = 1000;

/**
 * Whether an encoder that is told another bitrate goes on with the same stream, and keeps no packets back, by which it could
 * be steered. Asked of H.264 alone: see `SteadyRate`.
 */
const takesAnotherRate = async ({ codec, config }: BrowserEncoding): Promise<boolean> => {
  if (codec !== 'h264') return false;
  const kinds: EncodedVideoChunkType[] = [];
  let descriptions = 0;
  let allThere = (): void => {};
  const prompt = new Promise<boolean>((resolve) => {
    allThere = () => resolve(true);
    setTimeout(() => resolve(false), PROMPT_MS);
  });
  const encoder = new VideoEncoder({
    output: (chunk, metadata) => {
      kinds.push(chunk.type);
      if (kinds.length === 2) allThere();
      if (metadata?.decoderConfig?.description) descriptions += 1;
    },
    // Flushing fails with it.
    error: () => {},
  });
  try {
    encoder.configure(config);
    for (const frame of [0, 1]) {
      const picture = trialFrame(config, frame);
      if (frame === 1) encoder.configure({ ...config, bitrate: Math.round((config.bitrate ?? 0) / 2) });
      encoder.encode(picture, { keyFrame: frame === 0 });
      picture.close();
    }
    if (!(await prompt)) return false;
    await encoder.flush();
  } finally {
    if (encoder.state !== 'closed') encoder.close();
  }
  return kinds.join() === 'key,delta' && descriptions === 1;
};

/** Encodes a few frames and looks at what comes out, since a browser's word is not always true. */
const tryEncoder = async (encoding: BrowserEncoding): Promise<BrowserEncoder> => {
  const { supported } = await VideoEncoder.isConfigSupported(encoding.config);
  if (!supported) throw new Error('not supported');
  const encoder = beginTrial(encoding);
  let packet: TrialPacket;
  try {
    packet = await within(encoder.packet);
    const luma = await within(decodeOne(encoding, packet));
    if (Math.abs(luma - TRIAL_LUMA) > LUMA_TOLERANCE)
      throw new Error(`a grey of ${TRIAL_LUMA} came out as ${luma}`);
  } finally {
    encoder.close();
  }
  // Only now: it opens an encoder of its own, and there may be no more than one.
  const isAdjustable = await within(takesAnotherRate(encoding)).catch(() => false);
  return { ...encoding, header: packet.header, isAdjustable };
};

/** An encoder that works. */
interface TriedEncoder {
  readonly encoder: BrowserEncoder;
  /** Clips that it can encode at one time; `null`: any number. */
  readonly sessions: number | null;
}

/** What trials found: encoders that work, the best first, and why others do not. */
export interface EncoderTrial {
  readonly encoders: readonly TriedEncoder[];
  readonly failures: readonly string[];
}

/** What encoders depend on, beside the picture's size and rate. */
type Wanted = Pick<Encoding, 'quality' | 'codec'>;

/** Encoders that work, whatever number of clips is made at one time. */
interface Found {
  readonly encoders: readonly BrowserEncoder[];
  readonly failures: readonly string[];
}

const trials = new Map<string, Promise<Found>>();
const sessionCounts = new Map<string, Promise<number>>();

const remembered = <T>(known: Map<string, Promise<T>>, key: string, find: () => Promise<T>): Promise<T> => {
  const found = known.get(key) ?? find();
  known.set(key, found);
  return found;
};

const runTrials = async (wanted: Wanted, size: Size, fps: number): Promise<Found> => {
  const encoders: BrowserEncoder[] = [];
  const failures: string[] = [];
  /** One in hardware and one in software are enough, and one that does not answer is not asked again. */
  const settled = new Set<HardwareAcceleration | undefined>();
  if (typeof VideoEncoder === 'undefined' || typeof VideoDecoder === 'undefined')
    return { encoders, failures: ['this browser has no WebCodecs'] };
  for (const encoding of browserEncodings(wanted, size, fps)) {
    const { codec, hardwareAcceleration, bitrateMode } = encoding.config;
    if (settled.has(hardwareAcceleration)) continue;
    try {
      encoders.push(await tryEncoder(encoding));
      settled.add(hardwareAcceleration);
    } catch (thrown) {
      if (thrown instanceof SilentCodec) settled.add(hardwareAcceleration);
      failures.push(
        `${codec} (${hardwareAcceleration}, ${bitrateMode}): ${thrown instanceof Error ? thrown.message : thrown}`,
      );
    }
  }
  return { encoders, failures };
};

/**
 * The browser's encoders for a video of this kind. Tried once a page, and their sessions counted once for each number of
 * workers.
 * @param workers most clips that are made at one time
 */
export const browserEncoders = async (
  wanted: Wanted,
  size: Size,
  fps: number,
  workers: number,
): Promise<EncoderTrial> => {
  const key = `${wanted.codec} ${wanted.quality} ${size.width}×${size.height}@${fps}`;
  const { encoders, failures } = await remembered(trials, key, () => runTrials(wanted, size, fps));
  const tried: TriedEncoder[] = [];
  for (const encoder of encoders) {
    const isLimited = encoder.config.hardwareAcceleration === 'prefer-hardware' && workers > 1;
    const count = () =>
      remembered(sessionCounts, `${key} by ${workers}`, () => countSessions(encoder, workers));
    // The one of the trial is closed by now, and was possible.
    tried.push({ encoder, sessions: isLimited ? Math.max(1, await count()) : null });
  }
  return { encoders: tried, failures };
};
