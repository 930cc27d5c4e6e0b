import { RenderError } from '../../shared/errors';
import { guessEncoding } from './guessEncoding';

export interface DecodedText {
  readonly text: string;
  /** The encoding's name, as TextDecoder gives it. */
  readonly encoding: string;
}

const decoderFor = (label: string): TextDecoder => {
  try {
    return new TextDecoder(label);
  } catch {
    throw new RenderError({
      category: 'invalid-settings',
      message: `There is no encoding “${label}”. Common ones are utf-8, gb18030, big5, shift_jis, euc-kr and windows-1252.`,
    });
  }
};

/**
 * Bytes → text, without byte order mark.
 * @param label an encoding that TextDecoder knows; `null`: guessed
 * @throws RenderError `invalid-settings` for an unknown label
 */
export const decodeText = (bytes: Uint8Array, label: string | null): DecodedText => {
  const decoder = decoderFor(label ?? guessEncoding(bytes));
  return { text: decoder.decode(bytes), encoding: decoder.encoding };
};
