/**
 * What the page and its workers cannot do without, by its name. Each stands for all that is older in every browser:
 * `toSpliced` for the other methods of arrays, for `structuredClone` and for workers that are modules, `AbortSignal.any`
 * for `AbortSignal.timeout`. (MDN’s compatibility data)
 */
const NEEDS: readonly (readonly [name: string, isThere: () => boolean])[] = [
  ['WebAssembly', () => typeof WebAssembly === 'object'],
  ['Web Workers', () => typeof Worker === 'function'],
  ['OffscreenCanvas', () => typeof OffscreenCanvas === 'function'],
  ['DecompressionStream', () => typeof DecompressionStream === 'function'],
  ['Intl.Segmenter', () => typeof Intl.Segmenter === 'function'],
  ['AbortSignal.any', () => typeof AbortSignal.any === 'function'],
  ['Array.prototype.toSpliced', () => typeof Array.prototype.toSpliced === 'function'],
];

/** Names of what this browser has not: without these there are no videos at all. */
const missing = NEEDS.filter(([, isThere]) => !isThere()).map(([name]) => name);

/** What this browser, and the way the page was sent, allow. */
export const support = {
  missing,
  canRender: missing.length === 0,
  /** Previews are decoded, composed and shown by the browser alone. */
  canPreview:
    typeof VideoFrame === 'function' &&
    typeof VideoDecoder === 'function' &&
    typeof HTMLCanvasElement.prototype.transferControlToOffscreen === 'function',
  /** Without this every worker has one thread: https://web.dev/articles/coop-coep */
  isolated: globalThis.crossOriginIsolated === true,
};
