/** What this browser, and the way the page was sent, allow. */
export const support = {
  /** Without these there are no videos at all. */
  canRender: typeof WebAssembly === 'object' && typeof Worker === 'function',
  /** Previews are decoded, composed and shown by the browser alone. */
  canPreview:
    typeof VideoFrame === 'function' &&
    typeof VideoDecoder === 'function' &&
    typeof HTMLCanvasElement.prototype.transferControlToOffscreen === 'function',
  /** Without this every worker has one thread: https://web.dev/articles/coop-coep */
  isolated: globalThis.crossOriginIsolated === true,
};
