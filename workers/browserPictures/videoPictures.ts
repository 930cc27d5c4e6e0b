import { BlobSource, Input, VideoSampleSink } from 'mediabunny';
import { SOURCE_FORMATS } from '../../src/shared/sourceFormats';
import { shownUntil } from './shownUntil';
import type { TimedPicture } from './timedPicture';

/**
 * Decodes a video's pictures from the one that is shown at `from` on, up to `to`, in the order of presentation.
 * @throws what mediabunny or the browser's decoder throws
 */
export async function* videoPictures(source: Blob, from: number, to: number): AsyncGenerator<TimedPicture> {
  using input = new Input({ source: new BlobSource(source), formats: SOURCE_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  if (!track) return;
  const heldUntil = await shownUntil(track, to);
  for await (const sample of new VideoSampleSink(track).samples(from, to)) {
    yield {
      seconds: sample.timestamp,
      endSeconds: Math.max(sample.timestamp + sample.duration, heldUntil),
      size: { width: sample.displayWidth, height: sample.displayHeight },
      draw: (context, { x, y, width, height }, to) =>
        sample.draw(context, x, y, width, height, 0, 0, to.width, to.height),
      close: () => sample.close(),
    };
  }
}
