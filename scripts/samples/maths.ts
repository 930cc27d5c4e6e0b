/** The few functions that every procedural picture is made of, under the names that shading languages use. */
export const clamp = (value: number, min = 0, max = 1): number => Math.min(max, Math.max(min, value));

export const mix = (from: number, to: number, amount: number): number => from + (to - from) * amount;

/** 0 below `from`, 1 above `to`, smooth between; `from` may be above `to`. */
export const smoothstep = (from: number, to: number, value: number): number => {
  const t = clamp((value - from) / (to - from));
  return t * t * (3 - 2 * t);
};
