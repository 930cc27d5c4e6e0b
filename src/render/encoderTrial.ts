import { browserEncodings } from '../plan/browserEncoding';
import type { BrowserEncoder } from '../shared/jobs';
import type { Size } from '../shared/media';
import { countSessions } from './encoderSessions';
import { beginTrial, SilentCodec, TRIAL_LUMA, type TrialPacket, within } from './trialEncode';

const LUMA_TOLERANCE = 6;

/** Luma in the middle of the decoded packet. */
const decodeOne = ({ width, height, codec }: VideoEncoderConfig, { chunk, description }: TrialPacket) =>
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

/** Encodes one frame and looks at what comes out, since a browser's word is not always true. */
const tryEncoder = async (config: VideoEncoderConfig): Promise<BrowserEncoder> => {
  const { supported } = await VideoEncoder.isConfigSupported(config);
  if (!supported) throw new Error('not supported');
  const encoder = beginTrial(config);
  try {
    const packet = await within(encoder.packet);
    const luma = await within(decodeOne(config, packet));
    if (Math.abs(luma - TRIAL_LUMA) > LUMA_TOLERANCE)
      throw new Error(`a grey of ${TRIAL_LUMA} came out as ${luma}`);
    return { config, description: packet.description };
  } finally {
    encoder.close();
  }
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

const trials = new Map<string, Promise<EncoderTrial>>();

const runTrials = async (size: Size, fps: number, workers: number): Promise<EncoderTrial> => {
  const encoders: TriedEncoder[] = [];
  const failures: string[] = [];
  /** One in hardware and one in software are enough, and one that does not answer is not asked again. */
  const settled = new Set<HardwareAcceleration | undefined>();
  if (typeof VideoEncoder === 'undefined' || typeof VideoDecoder === 'undefined')
    return { encoders, failures: ['this browser has no WebCodecs'] };
  for (const config of browserEncodings(size, fps)) {
    const { codec, hardwareAcceleration } = config;
    if (settled.has(hardwareAcceleration)) continue;
    try {
      const encoder = await tryEncoder(config);
      settled.add(hardwareAcceleration);
      const isLimited = hardwareAcceleration === 'prefer-hardware' && workers > 1;
      // The one of the trial is closed by now, and was possible.
      const sessions = isLimited ? Math.max(1, await countSessions(config, workers)) : null;
      encoders.push({ encoder, sessions });
    } catch (thrown) {
      if (thrown instanceof SilentCodec) settled.add(hardwareAcceleration);
      failures.push(
        `${codec} (${hardwareAcceleration}): ${thrown instanceof Error ? thrown.message : thrown}`,
      );
    }
  }
  return { encoders, failures };
};

/**
 * The browser's encoders for a video of this kind. Tried once a page.
 * @param workers most clips that are made at one time
 */
export const browserEncoders = (size: Size, fps: number, workers: number): Promise<EncoderTrial> => {
  const key = `${size.width}×${size.height}@${fps} by ${workers}`;
  const known = trials.get(key) ?? runTrials(size, fps, workers);
  trials.set(key, known);
  return known;
};
