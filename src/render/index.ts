/** Cliploom's public interface. */
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
export type { PoolMetrics } from '../pool/metrics';
export { MOST_WORKERS } from '../pool/sizing';
export type { ErrorCategory, ErrorReport } from '../shared/errors';
export { RenderError } from '../shared/errors';
export type { Size, SourceInfo } from '../shared/media';
export type { SoundSettings } from '../shared/sound';
export { releaseWorkers } from './clipProcessors';
export { combineVideos } from './combineVideos';
export { probeSource } from './probeSource';
export type {
  ClipOutcome,
  ClipProgress,
  CombineOptions,
  CombineResult,
  EngineChoice,
  EngineName,
  OutputFile,
  RenderProgress,
  RenderStage,
  SourceProblem,
  WorkerLane,
} from './types';
export { ENGINES } from './types';
