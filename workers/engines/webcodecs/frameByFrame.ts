import type { Drawable } from '../../../src/draw/composePlacement';
import type { FrameSpan } from '../../../src/shared/frameTimes';
import { shownPictures } from '../../browserPictures/shownPictures';
import type { Timed } from '../../browserPictures/timedPicture';

/**
 * The picture of each frame, made ready once, however many frames show it. `next(n)` passes over n frames, of which nothing
 * is made ready.
 * @param ready makes what is drawn out of a picture that is shown
 * @param held frames for which the last picture may stay
 */
export async function* frameByFrame<Picture extends Timed>(
  pictures: AsyncIterable<Picture>,
  ready: (picture: Picture) => Drawable | Promise<Drawable>,
  span: FrameSpan,
  held: number,
): AsyncGenerator<Drawable, void, number | undefined> {
  let passed = 0;
  for await (const { picture, frames } of shownPictures(pictures, span, held)) {
    let frame = passed;
    passed = Math.max(0, passed - frames);
    if (frame >= frames) continue;
    const drawable = await ready(picture);
    while (frame < frames) frame += 1 + ((yield drawable) ?? 0);
    passed = frame - frames;
  }
}
