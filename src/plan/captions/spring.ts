/** Length of the spring in seconds. */
export const SPRING_SECONDS = 0.18;

/** How much smaller a cue begins. */
const DEPTH = 0.2;
const DAMPING = 2;
/** Three quarters of a swing: it passes its size once, and ends exactly at it. */
const SWING = 1.5 * Math.PI;

const scaleAt = (x: number): number => 1 - DEPTH * Math.exp(-DAMPING * x) * Math.cos(SWING * x);

/** The largest scale: where the derivative of {@link springScale}'s formula is 0. About 1.06. */
export const SPRING_PEAK = scaleAt((Math.PI - Math.atan(DAMPING / SWING)) / SWING);

/**
 * Scale of a cue about its middle, `seconds` after it has appeared: 1 − 0.2 · e^(−2x) · cos(1.5πx) with x from 0 to 1
 * over {@link SPRING_SECONDS}, a damped oscillation from 0.8 over about 1.06 to 1; then 1.
 */
export const springScale = (seconds: number): number =>
  seconds >= SPRING_SECONDS ? 1 : scaleAt(Math.max(0, seconds) / SPRING_SECONDS);
