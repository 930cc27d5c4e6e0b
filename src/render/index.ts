/** Cliploom's public interface. */

export type { SubtitleProblem } from '../media/subtitles/problems';
export type { SubtitleFormat } from '../media/subtitles/read';
export type { PoolMetrics } from '../pool/metrics';
export type { CueWord, SubtitleCue } from '../shared/captions';
export type { ErrorCategory, ErrorReport } from '../shared/errors';
export type { Size, SourceInfo } from '../shared/media';
export type { SoundSettings } from '../shared/sound';
export type { CacheUsage } from '../store/clipCache';
export { cacheUsage, clearCache } from '../store/storage';
export { releaseWorkers } from './clipProcessors';
export { encodableCodecs } from './codecEncoders';
export { combineVideos } from './combineVideos';
export type { EngineDownload } from './coreDownloads';
export { expectedEngine } from './expectedEngine';
export * from './options';
export { probeSource } from './probeSource';
export type {
  CacheOptions,
  ClipInput,
  ClipOutcome,
  ClipPart,
  ClipProgress,
  CombineOptions,
  CombineResult,
  EngineAnswer,
  LogEvent,
  OutputFile,
  RenderProgress,
  RenderStage,
  SourceProblem,
  SubtitleOutcome,
  WatchedPart,
  WatchPart,
  WatermarkInput,
  WorkerLane,
} from './types';
export { releaseVideo } from './videoFile';
