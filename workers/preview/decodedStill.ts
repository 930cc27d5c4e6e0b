import { VideoSample } from 'mediabunny';
import { newPictureCanvas } from '../../src/draw/canvas';
import type { Drawable } from '../../src/draw/composePlacement';
import type { EncodedClip } from '../../src/shared/jobs';
import { CONVERTED_COLOURS } from '../engines/webcodecs/convertedVideo';
import { PictureMemory } from '../engines/webcodecs/pictureMemory';
import { samplePicture } from '../engines/webcodecs/samplePicture';

/** The one frame of a clip that ffmpeg has encoded. */
const decodedFrame = async ({ decoderConfig, data, packets }: EncodedClip): Promise<VideoFrame> => {
  const [packet] = packets;
  if (!packet) throw new Error('The still is empty');
  const decoded: VideoFrame[] = [];
  const decoder = new VideoDecoder({
    output: (frame) => decoded.push(frame),
    // Flushing rejects with it.
    error: () => {},
  });
  try {
    decoder.configure(decoderConfig);
    const bytes = new Uint8Array(data, packet.offset, packet.byteLength);
    decoder.decode(new EncodedVideoChunk({ type: 'key', timestamp: 0, data: bytes }));
    await decoder.flush();
  } finally {
    if (decoder.state !== 'closed') decoder.close();
  }
  const [frame, ...more] = decoded;
  for (const surplus of more) surplus.close();
  if (!frame) throw new Error('The still has no picture');
  return frame;
};

/**
 * A still that ffmpeg has made, ready to be composed.
 * @throws what the browser's decoder throws
 */
export const decodedStill = async (clip: EncodedClip): Promise<Drawable> => {
  using sample = new VideoSample(await decodedFrame(clip));
  const picture = await samplePicture(sample, CONVERTED_COLOURS, new PictureMemory());
  // It is drawn again for each frame, and its sample is not kept for that.
  const drawn = newPictureCanvas(picture.size);
  picture.draw(drawn, { x: 0, y: 0, ...picture.size }, picture.size);
  return {
    size: picture.size,
    draw: (context, { x, y, width, height }, to) =>
      context.drawImage(drawn.canvas, x, y, width, height, 0, 0, to.width, to.height),
  };
};
