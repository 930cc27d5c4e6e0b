import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny';
import { REORDER_DEPTH } from '../../src/shared/frameTimes';

/**
 * Until when a video's last picture before `to` is shown at least. A picture lasts until the next one comes, but some
 * containers give each the same length, also where a recording of a screen on which nothing happened goes on a second later.
 * @param to in seconds of presentation time
 * @returns `to`, or `-Infinity` where nothing comes after it: then the picture lasts as long as its container says
 */
export const shownUntil = async (track: InputVideoTrack, to: number): Promise<number> => {
  const sink = new EncodedPacketSink(track);
  const options = { metadataOnly: true };
  let packet = await sink.getPacket(to, options);
  for (let count = 0; packet && count <= REORDER_DEPTH; count += 1) {
    if (packet.timestamp >= to) return to;
    packet = await sink.getNextPacket(packet, options);
  }
  return Number.NEGATIVE_INFINITY;
};
