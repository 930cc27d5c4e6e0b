import { BlobSource, Input, type InputVideoTrack, VideoSample, VideoSampleSink } from 'mediabunny';
import { unreadableSource } from '../../../src/shared/errors';
import type { ColourMatrix, SourceColours } from '../../../src/shared/jobs';
import { SOURCE_FORMATS } from '../../../src/shared/sourceFormats';
import type { TimedPicture } from '../../browserPictures/timedPicture';
import { hasOnlyWholePictures } from './avcFields';

/** WebCodecs' names of matrices. */
const MATRICES: Record<ColourMatrix, VideoMatrixCoefficients> = {
  bt601: 'smpte170m',
  bt709: 'bt709',
  bt2020: 'bt2020-ncl' as VideoMatrixCoefficients,
};

/** What the browser's decoder reads of a source. */
export interface DecodedSource {
  readonly source: Blob;
  readonly sourceName: string;
  /** In seconds of presentation time. */
  readonly from: number;
  readonly to: number;
  readonly colours: SourceColours;
}

const inputOf = (source: Blob): Input =>
  new Input({ source: new BlobSource(source), formats: SOURCE_FORMATS });

const isWholePictures = async (track: InputVideoTrack): Promise<boolean> => {
  const description = (await track.getDecoderConfig())?.description;
  if ((await track.getCodec()) !== 'avc' || !description) return false;
  return hasOnlyWholePictures(
    ArrayBuffer.isView(description)
      ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
      : new Uint8Array(description),
  );
};

/**
 * Whether the browser decodes a source.
 * @param mayHaveFields only if it is made of whole pictures for sure: browsers do not deinterlace
 */
export const isDecodable = async (source: Blob, mayHaveFields: boolean): Promise<boolean> => {
  using input = inputOf(source);
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track || !(await track.canDecode())) return false;
    return !mayHaveFields || (await isWholePictures(track));
  } catch {
    return false;
  }
};

/** The same picture, its samples taken for what the plan says that they are, whatever the browser makes of the headers. */
const inColours = async (sample: VideoSample, { matrix, fullRange }: SourceColours): Promise<VideoSample> => {
  const { format, colorSpace } = sample;
  const wanted = { primaries: 'bt709', transfer: 'bt709', matrix: MATRICES[matrix], fullRange } as const;
  const isSame =
    colorSpace.primaries === wanted.primaries &&
    colorSpace.transfer === wanted.transfer &&
    colorSpace.matrix === wanted.matrix &&
    colorSpace.fullRange === wanted.fullRange;
  if (isSame || !format || /^(RGB|BGR)/.test(format)) return sample;
  using original = sample;
  const data = new Uint8Array(original.allocationSize());
  const layout = await original.copyTo(data);
  const { width: codedWidth, height: codedHeight } = original.visibleRect;
  const { timestamp, duration, rotation, flip } = original;
  return new VideoSample(data, {
    ...{ format, codedWidth, codedHeight, layout, colorSpace: wanted },
    ...{ timestamp, duration, rotation, flip },
    ...{ displayWidth: original.squarePixelWidth, displayHeight: original.squarePixelHeight },
  });
};

/** Sizes are those of the decoder's pixels, which geometry counts in; the browser draws in square ones. */
const asPicture = (sample: VideoSample): TimedPicture => {
  const { width, height } = sample.visibleRect;
  const size = sample.rotation % 180 === 0 ? { width, height } : { width: height, height: width };
  const x = sample.displayWidth / size.width;
  const y = sample.displayHeight / size.height;
  return {
    seconds: sample.timestamp,
    endSeconds: sample.timestamp + sample.duration,
    size,
    draw: (context, from, to) =>
      sample.draw(
        context,
        ...([from.x * x, from.y * y, from.width * x, from.height * y] as const),
        ...([0, 0, to.width, to.height] as const),
      ),
    close: () => sample.close(),
  };
};

/**
 * Decodes a video's pictures from the one that is shown at `from` on, up to `to`, in the order of presentation.
 * @throws RenderError `unreadable-source`
 */
export async function* videoPictures(wanted: DecodedSource): AsyncGenerator<TimedPicture> {
  const { source, sourceName, from, to, colours } = wanted;
  using input = inputOf(source);
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw unreadableSource(sourceName, 'has no video track.');
    for await (const sample of new VideoSampleSink(track).samples(from, to)) {
      yield asPicture(await inColours(sample, colours));
    }
  } catch (thrown) {
    throw unreadableSource(sourceName, 'cannot be decoded: it is damaged or cut off.', thrown);
  }
}
