import { BlobSource, EncodedPacketSink, Input } from 'mediabunny';
import { descriptionBytes } from '../../src/shared/avcRecord';
import type { CopiedPackets, CopyJob } from '../../src/shared/copying';
import { RenderError } from '../../src/shared/errors';
import type { PacketEntry } from '../../src/shared/jobs';
import { SOURCE_FORMATS } from '../../src/shared/sourceFormats';
import { readPacket } from '../avc/nalUnits';
import { PacketBuffer } from '../packets';
import { knownSets, plainVideo } from './plainVideo';

/** What only the data shows: another engine has to decode it, and to find out what is wrong. */
const cannotBeCopied = (sourceName: string, what: string): RenderError =>
  new RenderError({ category: 'encoder-failed', message: `“${sourceName}” cannot be copied: it ${what}` });

/**
 * Copies the packets of a span, looking into each: the first is an IDR picture, and nothing in them needs other parameter
 * sets than those that all clips share.
 * @throws RenderError `encoder-failed` where they are not what they were taken for
 */
export const copyPackets = async (job: Omit<CopyJob, 'kind'>): Promise<CopiedPackets> => {
  const { source, sourceName, startSeconds, frames, sets } = job;
  using input = new Input({ source: new BlobSource(source), formats: SOURCE_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  const config = await track?.getDecoderConfig();
  const plain = plainVideo(config ? descriptionBytes(config) : new Uint8Array());
  if (!track || plain.kind !== 'plain' || plain.sets !== sets) {
    throw cannotBeCopied(sourceName, 'has other parameter sets than the other clips.');
  }
  const sink = new EncodedPacketSink(track);
  const first = await sink.getPacket(startSeconds);
  if (first?.timestamp !== startSeconds) throw cannotBeCopied(sourceName, 'has changed.');

  const isKnownSet = knownSets(sets);
  const buffer = new PacketBuffer();
  const packets: PacketEntry[] = [];
  for await (const packet of sink.packets(first)) {
    const { kind, parts } = readPacket(packet.data, plain.lengthSize, isKnownSet);
    if (kind === 'other' || (packets.length === 0 && kind !== 'idr')) {
      throw cannotBeCopied(sourceName, 'holds something else than plain pictures, or is damaged.');
    }
    packets.push({ ...buffer.addAll(parts), key: kind === 'idr' });
    if (packets.length === frames) break;
  }
  if (packets.length < frames) throw cannotBeCopied(sourceName, 'ends early.');
  return { data: buffer.join(), packets };
};
