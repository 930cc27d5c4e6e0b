import type { ClipPicture } from '../../../src/shared/jobs';
import type { TimedPicture } from '../../browserPictures/timedPicture';
import { drawnStill } from '../../still';

/**
 * A still, shown for as long as it is asked for.
 * @throws RenderError `unreadable-source`
 */
export async function* stillPicture(
  { source, sourceName }: ClipPicture,
  still: NonNullable<ClipPicture['still']>,
): AsyncGenerator<TimedPicture> {
  const canvas = await drawnStill(source, sourceName, still);
  yield {
    seconds: Number.NEGATIVE_INFINITY,
    endSeconds: Number.POSITIVE_INFINITY,
    size: still.size,
    draw: (context, { x, y, width, height }, to) =>
      context.drawImage(canvas, x, y, width, height, 0, 0, to.width, to.height),
    close: () => {},
  };
}
