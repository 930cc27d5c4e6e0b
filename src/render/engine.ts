import type { EngineChoice, EngineName } from '../plan/runSettings';
import type { Encoding } from '../shared/encoding';
import type { BrowserEncoder } from '../shared/jobs';
import type { Size } from '../shared/media';
import { CODEC_NAMES, codecEncoders } from './codecEncoders';
import { browserEncoders } from './encoderTrial';

/** An engine for all clips of a render. */
export interface Engine {
  readonly name: EngineName;
  /** Why it is this one: a sentence for a person. */
  readonly reason: string;
  /** Of the browser's own codecs. */
  readonly encoder: BrowserEncoder | null;
}

const ffmpeg = (reason: string): Engine => ({ name: 'ffmpeg', reason, encoder: null });

const describe = ({ config }: BrowserEncoder): string =>
  config.hardwareAcceleration === 'prefer-hardware' ? 'in hardware' : 'in software';

/**
 * The engines that a render can be made with, in the order in which they are tried: where one fails in the middle, all
 * clips are made again by the next, since those of two engines cannot be joined.
 */
export const enginesFor = async (
  choice: EngineChoice,
  encoding: Encoding,
  size: Size,
  fps: number,
): Promise<Engine[]> => {
  if (encoding.codec !== 'h264') {
    const reason = `Of all engines it alone encodes ${CODEC_NAMES[encoding.codec]}.`;
    const found = await codecEncoders(encoding, size, fps);
    return found.map((encoder) => ({ name: 'webcodecs', encoder, reason }));
  }
  if (choice === 'ffmpeg') return [ffmpeg('It was chosen.')];
  if (choice === 'auto') return [ffmpeg('Its output is the same on every machine.')];
  const { encoders, failures } = await browserEncoders(encoding, size, fps);
  const engines: Engine[] = encoders.map((encoder) => ({
    ...{ name: 'webcodecs', encoder },
    reason: `It was chosen, and the browser encodes ${encoder.config.codec} ${describe(encoder)}.`,
  }));
  if (engines.length > 0) return [...engines, ffmpeg('The browser’s own encoder failed.')];
  return [ffmpeg(`The browser cannot encode such a video: ${failures.join('; ') || 'it is too large'}.`)];
};
