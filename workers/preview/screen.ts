/** The canvas on the page. */
export class Screen {
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D | null;

  constructor(canvas: OffscreenCanvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d', { alpha: false });
  }

  /** Shows a frame as a player shows a video's, at its own size, and closes it. */
  show(frame: VideoFrame): void {
    const { displayWidth: width, displayHeight: height } = frame;
    // Setting a canvas's size clears it.
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    this.#context?.drawImage(frame, 0, 0, width, height);
    frame.close();
  }
}
