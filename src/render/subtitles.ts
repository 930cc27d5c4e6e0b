import type { ReadSubtitles } from '../media/subtitles/read';
import { clipCues } from '../plan/cues';
import { resolveSubtitleSettings } from '../plan/subtitleSettings';
import type { SubtitleCue } from '../shared/captions';
import { RenderError } from '../shared/errors';
import type { CombineOptions, SubtitleOutcome } from './types';

/** The subtitles that a render is asked for. */
export interface SubtitleRequest {
  readonly file: File;
  /** `null`: guessed. */
  readonly encoding: string | null;
  /** Whether the video gets a track of them. */
  readonly soft: boolean;
}

/** @throws RenderError `invalid-settings`, also if there is to be a track of no subtitles */
export const subtitleRequest = (options: CombineOptions): SubtitleRequest | null => {
  const { subtitleEncoding: encoding, softSubtitles: soft } = resolveSubtitleSettings(options);
  const { subtitles: file } = options;
  if (file) return { file, encoding, soft };
  if (!soft) return null;
  throw new RenderError({
    category: 'invalid-settings',
    message: 'softSubtitles is set, but there are no subtitles.',
  });
};

/**
 * Reads the subtitle file. What is needed for it is loaded only now: most renders have none.
 * @throws RenderError `unreadable-source` or `invalid-settings`
 */
export const readSubtitleFile = async (request: SubtitleRequest | null): Promise<ReadSubtitles | null> => {
  if (request === null) return null;
  const { readSubtitles } = await import('../media/subtitles/read');
  return readSubtitles(request.file, { encoding: request.encoding ?? undefined });
};

/** The cues of the video's own subtitle track; `null`: it has none. */
export const softCues = (
  request: SubtitleRequest | null,
  read: ReadSubtitles | null,
  lengthSeconds: number,
): readonly SubtitleCue[] | null => {
  const cues = request?.soft && read ? clipCues(read.cues, lengthSeconds) : [];
  return cues.length > 0 ? cues : null;
};

/** What came of the subtitle file in a video of this length. */
export const subtitleOutcome = (
  read: ReadSubtitles | null,
  lengthSeconds: number,
): SubtitleOutcome | null => {
  if (read === null) return null;
  const { format, encoding, problems } = read;
  const cues = clipCues(read.cues, lengthSeconds);
  return { format, encoding, cues, beyondEnd: read.cues.length - cues.length, skipped: problems };
};
