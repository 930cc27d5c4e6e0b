import type { ErrorReport, SourceInfo } from '../../render';
import { text } from '../text';
import { engine } from './parts';
import { PageError, spokenError } from './spoken';

/** What is known of a file that someone added. */
export type Reading =
  | { readonly status: 'reading' }
  | { readonly status: 'ready'; readonly info: SourceInfo }
  | { readonly status: 'bad'; readonly error: ErrorReport };

/** What a file is wanted for: a clip has to have a picture, the others sound. */
export type Need = 'picture' | 'voice' | 'music';

/** What to say where something is missing in a file. */
const missing = (name: string, need: Need, info: SourceInfo): (() => string) | null => {
  if (need !== 'picture') {
    if (info.audio) return null;
    return () => (need === 'voice' ? text.voiceOver : text.music).noSound(name);
  }
  if (info.video) return null;
  return () => (info.audio ? text.clips.soundOnly(name) : text.clips.noPicture(name));
};

/** Probes a file. Never rejects: what is wrong with the file is in the answer. */
export const readSource = async (file: File, need: Need, signal: AbortSignal): Promise<Reading> => {
  try {
    const { probeSource } = await engine();
    const info = await probeSource(file, signal);
    const words = missing(file.name, need, info);
    if (words) throw new PageError({ category: 'unreadable-source' }, words);
    return { status: 'ready', info };
  } catch (thrown) {
    return { status: 'bad', error: spokenError(thrown, () => text.create.unexpected) };
  }
};
