import { RenderError } from '../../../src/shared/errors';
import { saysOutOfMemory } from './outOfMemory';
import { reasonIn } from './session';

/** What ffmpeg logs when the file is at fault. */
const DAMAGE: readonly RegExp[] = [
  /Invalid data found|Error while decoding|could not find codec parameters/i,
  // The input could not be opened: the line is its path and the reason.
  /^\S+: (End of file|Invalid argument)$/i,
  // The crop filter: pictures are smaller than the header says.
  /Invalid too big or non positive size/i,
];

/** Says of a failed run what it means for the source, as far as the log tells. */
const sourceError = (error: RenderError, sourceName: string): RenderError => {
  const log = error.log ?? [];
  // Cutting and drawing take every failure for the source's.
  if (error.category === 'out-of-memory' || saysOutOfMemory(error.detail ?? '')) {
    const message = `There was not enough memory for “${sourceName}”. Close other tabs and programs, then try again.`;
    return new RenderError({ ...error.toReport(), category: 'out-of-memory', message });
  }
  if (error.category !== 'internal') return error;
  const decoder = log.find((line) =>
    /Decoder \(codec \S+\) not found|Decoding requested, but no decoder/.test(line),
  );
  if (decoder) {
    const codec =
      /codec (\S+?)\)|decoder found for: (\S+)/.exec(decoder)?.slice(1).find(Boolean) ?? 'its codec';
    return new RenderError({
      ...error.toReport(),
      category: 'unsupported-codec',
      message: `“${sourceName}” is encoded as ${codec}, which cannot be decoded here. Convert it to H.264 first.`,
    });
  }
  if (log.some((line) => DAMAGE.some((sign) => sign.test(line)))) {
    return new RenderError({
      ...error.toReport(),
      category: 'unreadable-source',
      message: `“${sourceName}” cannot be decoded: it is damaged or cut off (${reasonIn(log)}).`,
    });
  }
  return new RenderError({ ...error.toReport(), message: `“${sourceName}”: ${error.message}` });
};

/** Runs `work`; if ffmpeg fails in it, the error names the source and says why as far as the log tells. */
export const explain = async <T>(sourceName: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof RenderError ? sourceError(thrown, sourceName) : thrown;
  }
};
