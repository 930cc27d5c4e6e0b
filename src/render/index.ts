/** Cliploom's public interface. */

export type { SubtitleProblem } from '../media/subtitles/problems';
export type { SubtitleFormat } from '../media/subtitles/read';
export type { CaptionOptions } from '../plan/captionStyle';
export {
  CAPTION_ANIMATIONS,
  CAPTION_BOXES,
  CAPTION_LIMITS,
  CAPTION_PLACES,
} from '../plan/captionStyle';
export type { ClipOptions } from '../plan/clipSettings';
export { CLIP_LIMITS } from '../plan/clipSettings';
export type {
  Aspect,
  Fit,
  FrameRate,
  KenBurns,
  Mode,
  PlanOptions,
  PlanSettings,
  Transition,
} from '../plan/settings';
export {
  ASPECT_SIZES,
  ASPECTS,
  CLIP_DURATION,
  FADE_DURATION,
  FITS,
  FRAME_RATES,
  KEN_BURNS,
  MODES,
  SPEED,
  TRANSITION_DURATION,
  TRANSITIONS,
} from '../plan/settings';
export type { DuckOptions, SoundOptions } from '../plan/sound';
export { SOUND_LIMITS } from '../plan/sound';
export type { WatermarkOptions } from '../plan/watermark';
export { WATERMARK_CORNERS, WATERMARK_LIMITS } from '../plan/watermark';
export type { PoolMetrics } from '../pool/metrics';
export { MOST_WORKERS } from '../pool/sizing';
export type { CueWord, SubtitleCue } from '../shared/captions';
export type { ErrorCategory, ErrorReport } from '../shared/errors';
export { RenderError } from '../shared/errors';
export type { Size, SourceInfo } from '../shared/media';
export type { SoundSettings } from '../shared/sound';
export { toSrt, toVtt } from '../shared/subtitleFiles';
export { releaseWorkers } from './clipProcessors';
export { combineVideos } from './combineVideos';
export { probeSource } from './probeSource';
export type {
  ClipInput,
  ClipOutcome,
  ClipProgress,
  CombineOptions,
  CombineResult,
  EngineChoice,
  EngineName,
  LogEvent,
  OutputFile,
  ProblemChoice,
  RenderProgress,
  RenderStage,
  SourceProblem,
  SubtitleOutcome,
  WatermarkInput,
  WorkerLane,
} from './types';
export { ENGINES, PROBLEM_CHOICES } from './types';
