import { resolveClipSettings } from '../plan/clipSettings';
import { type PlanSettings, resolvePlanSettings } from '../plan/settings';
import { resolveSoundSettings } from '../plan/sound';
import { MOST_WORKERS } from '../pool/sizing';
import { RenderError, toRenderError } from '../shared/errors';
import { type Drawn, drawnOver } from './drawn';
import { type SoundRequest, soundFiles } from './sound';
import type { RequestedClip } from './sources';
import { type SubtitleRequest, subtitleRequest } from './subtitles';
import { type ClipInput, type CombineOptions, ENGINES, type EngineChoice } from './types';

/** Limit for one clip in seconds, if none is given. */
const CLIP_TIMEOUT_SECONDS = 300;

/** A call's options, checked and complete. */
export interface RenderRequest {
  readonly clips: readonly RequestedClip[];
  readonly settings: PlanSettings;
  readonly sound: SoundRequest;
  readonly subtitles: SubtitleRequest | null;
  readonly drawn: Drawn;
  readonly engine: EngineChoice;
  readonly threads: number | null;
  readonly clipTimeoutMs: number;
}

const invalid = (message: string): RenderError => new RenderError({ category: 'invalid-settings', message });

const requestedClip = (clip: File | ClipInput, index: number): RequestedClip => {
  const { file, ...options } = clip instanceof File ? { file: clip } : clip;
  try {
    return { file, own: resolveClipSettings(options) };
  } catch (thrown) {
    const { message } = toRenderError(thrown, { category: 'internal', message: 'It could not be checked.' });
    throw invalid(`Clip ${index + 1} (“${file.name}”): ${message}`);
  }
};

/** @throws RenderError `invalid-settings`, naming the option */
export const resolveRequest = (options: CombineOptions): RenderRequest => {
  const settings = resolvePlanSettings(options);
  const sound = { ...soundFiles(options), settings: resolveSoundSettings(options) };
  const subtitles = subtitleRequest(options);
  const drawn = drawnOver(options, subtitles);
  if (options.clips.length === 0) throw invalid('There are no clips to combine.');
  const clips = options.clips.map(requestedClip);
  const { threads, engine = 'auto', clipTimeout = CLIP_TIMEOUT_SECONDS } = options;
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1 && threads <= MOST_WORKERS)) {
    throw invalid(`threads must be a whole number from 1 to ${MOST_WORKERS}, not ${threads}.`);
  }
  if (!ENGINES.includes(engine)) throw invalid(`engine must be one of ${ENGINES.join(', ')}, not ${engine}.`);
  if (!(clipTimeout >= 1)) throw invalid(`clipTimeout must be at least 1 second, not ${clipTimeout}.`);
  return {
    clips,
    settings,
    sound,
    subtitles,
    drawn,
    engine,
    threads: threads ?? null,
    clipTimeoutMs: clipTimeout * 1000,
  };
};
