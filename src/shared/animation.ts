/** A picture of an animated picture file. */
export interface AnimationFrame {
  /** To be closed by who takes it. */
  readonly image: VideoFrame;
  /** When it is first shown, in seconds. */
  readonly seconds: number;
  readonly endSeconds: number;
}

/** Delays up to the first are taken for the second, as all browsers do; in seconds. */
const NO_DELAY = 0.01;
const USUAL_DELAY = 0.1;

/** @param microseconds what the file says; `null` if nothing */
const shownFor = (microseconds: number | null): number => {
  const seconds = (microseconds ?? 0) / 1e6;
  return seconds <= NO_DELAY ? USUAL_DELAY : seconds;
};

/**
 * Decodes an animated picture file (WebP, AVIF, PNG) picture by picture, once through.
 * @throws what the browser's decoder throws
 */
export async function* animationFrames(source: Blob): AsyncGenerator<AnimationFrame> {
  const decoder = new ImageDecoder({ data: source.stream(), type: source.type, preferAnimation: true });
  try {
    await decoder.completed;
    const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
    let seconds = 0;
    for (let frameIndex = 0; frameIndex < count; frameIndex += 1) {
      const { image } = await decoder.decode({ frameIndex });
      const endSeconds = seconds + shownFor(image.duration);
      yield { image, seconds, endSeconds };
      seconds = endSeconds;
    }
  } finally {
    decoder.close();
  }
}
