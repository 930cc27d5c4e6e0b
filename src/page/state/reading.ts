import type { ErrorReport, SourceInfo } from '../../render';
import { toRenderError } from '../../shared/errors';
import { text } from '../text';
import { engine } from './parts';

/** What is known of a file that someone added. */
export type Reading =
  | { readonly status: 'reading' }
  | { readonly status: 'ready'; readonly info: SourceInfo }
  | { readonly status: 'bad'; readonly error: ErrorReport };

/** What a file is wanted for: a clip has to have a picture, the others sound. */
export type Need = 'picture' | 'voice' | 'music';

const missing = (name: string, need: Need, info: SourceInfo): string | null => {
  if (need !== 'picture') {
    const words = need === 'voice' ? text.voiceOver : text.music;
    return info.audio ? null : words.noSound(name);
  }
  if (info.video) return null;
  return info.audio ? text.clips.soundOnly(name) : text.clips.noPicture(name);
};

/** Probes a file. Never rejects: what is wrong with the file is in the answer. */
export const readSource = async (file: File, need: Need, signal: AbortSignal): Promise<Reading> => {
  try {
    const { probeSource } = await engine();
    const info = await probeSource(file, signal);
    const message = missing(file.name, need, info);
    return message
      ? { status: 'bad', error: { category: 'unreadable-source', message } }
      : { status: 'ready', info };
  } catch (thrown) {
    const error = toRenderError(thrown, { category: 'internal', message: text.create.unexpected });
    return { status: 'bad', error: error.toReport() };
  }
};
