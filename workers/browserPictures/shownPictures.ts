import { type FrameSpan, firstFrameShowing } from '../../src/shared/frameTimes';
import type { Timed } from './timedPicture';

/** A picture and for how many output frames in a row it is shown. */
export interface ShownPicture<Picture extends Timed> {
  readonly picture: Picture;
  readonly frames: number;
}

/**
 * Chooses the pictures that a span's output frames show. The first stands for what comes before it; the last one ends
 * when it says, or `held` frames later, and frames after that are left out. Every picture is closed, a shown one when the next is asked for.
 * @param pictures in the order of presentation
 */
export async function* shownPictures<Picture extends Timed>(
  pictures: AsyncIterable<Picture>,
  span: FrameSpan,
  held = 0,
): AsyncGenerator<ShownPicture<Picture>> {
  let waiting: Picture | null = null;
  let coming: Picture | null = null;
  let done = 0;
  const framesUntil = (seconds: number): number =>
    Math.min(span.frames, firstFrameShowing(seconds, span)) - done;
  try {
    for await (const next of pictures) {
      coming = next;
      const frames = waiting ? framesUntil(next.seconds) : 0;
      if (waiting && frames > 0) {
        yield { picture: waiting, frames };
        done += frames;
      }
      waiting?.close();
      waiting = next;
      coming = null;
      if (done >= span.frames) return;
    }
    if (!waiting) return;
    const frames = Math.min(
      span.frames - done,
      Math.max(framesUntil(waiting.endSeconds), done === 0 ? 1 : 0) + held,
    );
    if (frames > 0) yield { picture: waiting, frames };
  } finally {
    waiting?.close();
    // Whoever asks for no more stops between two pictures.
    coming?.close();
  }
}
