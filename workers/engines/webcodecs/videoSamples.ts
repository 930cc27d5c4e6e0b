import { BlobSource, Input, type InputVideoTrack, type VideoSample, VideoSampleSink } from 'mediabunny';
import { bytesOf } from '../../../src/shared/bytes';
import { unreadableSource } from '../../../src/shared/errors';
import { SOURCE_FORMATS } from '../../../src/shared/sourceFormats';
import { shownUntil } from '../../browserPictures/shownUntil';
import type { Timed } from '../../browserPictures/timedPicture';
import { hasOnlyWholePictures } from './avcFields';

/** What the browser's decoder reads of a source. */
export interface DecodedSpan {
  readonly source: Blob;
  readonly sourceName: string;
  /** In seconds of presentation time. */
  readonly from: number;
  readonly to: number;
  /** Ends it, even while it waits for a picture. Default: it goes on to its end. */
  readonly signal?: AbortSignal | undefined;
}

/** A decoded picture and when it is shown. */
export interface TimedSample extends Timed {
  readonly sample: VideoSample;
}

const inputOf = (source: Blob): Input =>
  new Input({ source: new BlobSource(source), formats: SOURCE_FORMATS });

const isWholePictures = async (track: InputVideoTrack): Promise<boolean> => {
  const description = (await track.getDecoderConfig())?.description;
  if ((await track.getCodec()) !== 'avc' || !description) return false;
  return hasOnlyWholePictures(bytesOf(description));
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
    // Chromium takes such planes for Y′CbCr.
    if ((await track.getColorSpace()).matrix === 'rgb') return false;
    return !mayHaveFields || (await isWholePictures(track));
  } catch {
    return false;
  }
};

/**
 * Decodes a video's pictures from the one that is shown at `from` on, up to `to`, in the order of presentation.
 * @throws RenderError `unreadable-source`
 */
export async function* videoSamples({
  source,
  sourceName,
  from,
  to,
  signal,
}: DecodedSpan): AsyncGenerator<TimedSample> {
  using input = inputOf(source);
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw unreadableSource(sourceName, 'has no video track.');
    const heldUntil = await shownUntil(track, to);
    const samples = new VideoSampleSink(track).samples(from, to);
    // Asked from outside, since a generator that waits hears of its end only afterwards.
    const end = () => void samples.return(undefined);
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
    for await (const sample of samples) {
      const { timestamp: seconds, duration } = sample;
      const endSeconds = Math.max(seconds + duration, heldUntil);
      yield { sample, seconds, endSeconds, close: () => sample.close() };
    }
  } catch (thrown) {
    throw unreadableSource(sourceName, 'cannot be decoded: it is damaged or cut off.', thrown);
  }
}
