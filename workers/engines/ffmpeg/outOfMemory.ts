/** What engines say when memory does not suffice: FFmpeg, Emscripten, and browsers that cannot give a core its own. */
const SIGNS =
  /\bOOM\b|out of memory|Cannot allocate memory|could not allocate memory|Array buffer allocation failed|Cannot enlarge memory/i;

export const saysOutOfMemory = (text: string): boolean => SIGNS.test(text);
