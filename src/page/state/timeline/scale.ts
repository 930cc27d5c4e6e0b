import type { Span } from './layout';

/** Of the ruler, in pixels: labels closer together cannot be read. */
const LEAST_BETWEEN_LABELS = 72;
/** Seconds between labels, so that they are round numbers. */
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
/** A timeline of hours may be so small that a shot cannot be seen; a frame need not fill the screen. */
export const ZOOM = { min: 0.5, max: 400 };
/** How much a step in or out changes. */
export const ZOOM_STEP = 1.5;

/** Pixels a second at which all of it is in sight. */
export const fittingZoom = (frames: number, fps: number, width: number): number =>
  frames > 0 && width > 0 ? clampZoom((width * fps) / frames) : ZOOM.max;

export const clampZoom = (pixels: number): number => Math.min(ZOOM.max, Math.max(ZOOM.min, pixels));

/** The frame at a place, within the video. */
export const frameAt = (x: number, pixelsPerFrame: number, frames: number): number =>
  Math.min(frames, Math.max(0, Math.round(x / pixelsPerFrame)));

/** Seconds that the ruler names, from the first one at or before `from` to `to`. */
export const ticks = (from: number, to: number, pixelsPerSecond: number): number[] => {
  const last = STEPS.at(-1) ?? 1;
  const step = STEPS.find((seconds) => seconds * pixelsPerSecond >= LEAST_BETWEEN_LABELS) ?? last;
  const first = Math.floor(Math.max(0, from) / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  // Multiplied, not added up: tenths would drift.
  return Array.from({ length: count }, (_, place) => Number(((first + place) * step).toFixed(1)));
};

/** Those of the spans that are in sight, and the one that has to stay in the document. */
export const inSight = <T extends Span>(spans: readonly T[], from: number, to: number, kept: T | null): T[] =>
  spans.filter((span) => span === kept || (span.start < to && span.start + span.frames > from));
