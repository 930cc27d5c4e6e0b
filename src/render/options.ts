/**
 * What can be set, with its limits, and what is told of it: the part of the public interface that makes no video, for
 * pages that load the rest when it is needed.
 */

export type { CaptionOptions } from '../plan/captionStyle';
export {
  CAPTION_ANIMATIONS,
  CAPTION_BOXES,
  CAPTION_LIMITS,
  CAPTION_PLACES,
} from '../plan/captionStyle';
export type { ClipOptions } from '../plan/clipSettings';
export { CLIP_LIMITS } from '../plan/clipSettings';
export type { EngineChoice, EngineName, RunOptions } from '../plan/runSettings';
export { ENGINES } from '../plan/runSettings';
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
  DURATION,
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
export { RenderError } from '../shared/errors';
export { toSrt, toVtt } from '../shared/subtitleFiles';
export { MOST_WORKERS } from '../shared/workerCount';
