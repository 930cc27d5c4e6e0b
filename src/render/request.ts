import { numberWithin, oneOf, yesOrNo } from '../plan/checks';
import { resolveClipSettings } from '../plan/clipSettings';
import { ENGINES, type EngineChoice, type EngineName, resolveRunSettings } from '../plan/runSettings';
import { type PlanSettings, resolvePlanSettings } from '../plan/settings';
import { resolveSoundSettings } from '../plan/sound';
import { RenderError, toRenderError } from '../shared/errors';
import { type Drawn, drawnOver } from './drawn';
import { type SoundRequest, soundFiles } from './sound';
import type { RequestedClip } from './sources';
import { type SubtitleRequest, subtitleRequest } from './subtitles';
import type { ClipInput, CombineOptions } from './types';

/** More than any disk has. */
const MOST_CACHE_BYTES = 2 ** 50;

/** A call's options, checked and complete. */
export interface RenderRequest {
  readonly clips: readonly RequestedClip[];
  readonly settings: PlanSettings;
  readonly sound: SoundRequest;
  readonly subtitles: SubtitleRequest | null;
  readonly drawn: Drawn;
  readonly engine: EngineChoice;
  /** What made the first part of a video that is continued; `null`: nothing did. */
  readonly begunBy: EngineName | null;
  readonly threads: number | null;
  readonly clipTimeoutMs: number;
  readonly cache: boolean;
  /** `null`: what suits the browser. */
  readonly cacheLimitBytes: number | null;
  /** Memory for clips in flight; `null`: what the machine has to spare. */
  readonly memoryLimitBytes: number | null;
  /** Longest time without progress, until a clip's own pace is known. */
  readonly stallMs: number;
  /** The first problem ends the render. */
  readonly stopsOnProblem: boolean;
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
  const { threads, engine, clipTimeout, stallTimeout, onProblem } = resolveRunSettings(options);
  const { cache = true, cacheLimitBytes = null, memoryLimitBytes = null, begunBy = 'auto' } = options;
  const begun = oneOf('begunBy', ENGINES, begunBy);
  return {
    clips,
    settings,
    sound,
    subtitles,
    drawn,
    engine,
    begunBy: begun === 'auto' ? null : begun,
    threads,
    clipTimeoutMs: clipTimeout * 1000,
    cache: yesOrNo('cache', cache),
    cacheLimitBytes:
      cacheLimitBytes === null
        ? null
        : numberWithin('cacheLimitBytes', cacheLimitBytes, { min: 0, max: MOST_CACHE_BYTES }),
    memoryLimitBytes:
      memoryLimitBytes === null
        ? null
        : numberWithin('memoryLimitBytes', memoryLimitBytes, { min: 1, max: MOST_CACHE_BYTES }),
    stallMs: stallTimeout * 1000,
    stopsOnProblem: onProblem === 'stop',
  };
};
