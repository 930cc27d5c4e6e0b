/**
 * Rises smoothly from 0 to 1 over `length` samples. With its mirror image it sums up to 1, so that a crossfade makes
 * neither a step nor a peak.
 */
export const rise = (place: number, length: number): number =>
  0.5 - 0.5 * Math.cos((Math.PI * (place + 0.5)) / length);
