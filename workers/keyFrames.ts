import { BlobSource, type EncodedPacket, EncodedPacketSink, Input } from 'mediabunny';
import type { KeyFramesJob } from '../src/shared/protocol';
import { SOURCE_FORMATS } from '../src/shared/sourceFormats';

/**
 * Where a video's key frames are, as its container says: their data is not read. What a container calls one wrongly costs
 * time where a clip begins with it, nothing else: cutting looks at the data.
 * @returns presentation times in seconds, ascending; none where mediabunny does not know the file
 */
export const findKeyFrames = async (job: Omit<KeyFramesJob, 'kind' | 'sourceName'>): Promise<number[]> => {
  const { source, fromSeconds, toSeconds, apartSeconds } = job;
  using input = new Input({ source: new BlobSource(source), formats: SOURCE_FORMATS });
  if (!(await input.canRead())) return [];
  const track = await input.getPrimaryVideoTrack();
  if (!track) return [];
  const sink = new EncodedPacketSink(track);
  const options = { metadataOnly: true };
  const after = async (last: EncodedPacket): Promise<EncodedPacket | null> => {
    const later = await sink.getKeyPacket(last.timestamp + apartSeconds, options);
    return later && later.timestamp > last.timestamp ? later : sink.getNextKeyPacket(last, options);
  };
  const times: number[] = [];
  let key = (await sink.getKeyPacket(fromSeconds, options)) ?? (await sink.getFirstKeyPacket(options));
  while (key && key.timestamp < toSeconds) {
    times.push(key.timestamp);
    key = await after(key);
  }
  return times;
};
