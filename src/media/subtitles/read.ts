import type { SubtitleCue } from '../../shared/captions';
import { unreadableSource } from '../../shared/errors';
import { readAss } from './ass';
import { checkedCue, type RawCue } from './cue';
import { decodeText } from './decode';
import { Problems, type SubtitleProblem } from './problems';
import { readTimedBlocks } from './timedBlocks';

export type SubtitleFormat = 'srt' | 'vtt' | 'ass';

/** What is in a subtitle file. */
export interface ReadSubtitles {
  /** By their begin; those that overlap are all there. At least one. */
  readonly cues: readonly SubtitleCue[];
  /** Cues that were skipped, in the order of the file. */
  readonly problems: readonly SubtitleProblem[];
  readonly encoding: string;
  readonly format: SubtitleFormat;
}

/** A day's subtitles have less than a tenth of it: what is larger is something else. */
const MOST_BYTES = 20 * 2 ** 20;

const readBytes = async (file: Blob, name: string): Promise<Uint8Array> => {
  if (file.size === 0) throw unreadableSource(name, 'is empty (0 bytes).');
  if (file.size > MOST_BYTES) throw unreadableSource(name, 'is too large for a subtitle file (over 20 MiB).');
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (thrown) {
    throw unreadableSource(name, 'could not be read from the disk.', thrown);
  }
};

/** By the content; the name decides where a damaged begin leaves WebVTT and SRT alike. */
const formatOf = (text: string, name: string): SubtitleFormat => {
  if (/^\s*WEBVTT/.test(text)) return 'vtt';
  if (/^[ \t]*(?:\[Script Info\]|\[Events\]|Dialogue[ \t]*:)/im.test(text)) return 'ass';
  return /\.vtt$/i.test(name) ? 'vtt' : 'srt';
};

const nothingUsable = (name: string, problems: readonly SubtitleProblem[]): Error => {
  const [first] = problems;
  if (first === undefined) return unreadableSource(name, 'has no subtitles in it (SRT, WebVTT or ASS).');
  const line = first.line === null ? '' : `, line ${first.line}`;
  return unreadableSource(name, `has no subtitle that can be used: the first${line}, ${first.reason}.`);
};

/**
 * Reads an SRT, WebVTT or ASS file. Cues that are damaged are skipped and named; markup becomes plain text.
 * @param options.encoding a label that TextDecoder knows; left out, it is guessed
 * @throws RenderError `unreadable-source` if there is no usable cue, `invalid-settings` for an unknown encoding
 */
export const readSubtitles = async (
  file: Blob & { readonly name: string },
  options: { readonly encoding?: string | undefined } = {},
): Promise<ReadSubtitles> => {
  const bytes = await readBytes(file, file.name);
  const { text, encoding } = decodeText(bytes, options.encoding ?? null);
  // Damaged disks leave zeros; nobody reads them.
  const clean = text.replaceAll('\0', '').replaceAll('\ufeff', '');
  const format = formatOf(clean, file.name);
  const problems = new Problems();
  const lines = clean.split(/\r\n|\r|\n/);
  const raw: readonly RawCue[] = (format === 'ass' ? readAss : readTimedBlocks)(lines, problems);
  const cues = raw
    .map((cue) => checkedCue(cue, problems))
    .filter((cue) => cue !== null)
    .sort((a, b) => a.startSeconds - b.startSeconds);
  if (cues.length === 0) throw nothingUsable(file.name, problems.list);
  return { cues, problems: problems.list, encoding, format };
};
