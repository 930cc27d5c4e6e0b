import { descriptionBytes, readAvcRecord, setsText } from '../../src/shared/avcRecord';
import { RenderError } from '../../src/shared/errors';
import type { ClipJob, CopiedRest, EncodedClip, PacketEntry } from '../../src/shared/jobs';
import type { OnJobProgress } from '../../src/shared/protocol';
import { frames } from '../../src/shared/units';
import { encodeClip } from '../engines/ffmpeg/clip';
import type { FFmpegSession } from '../engines/ffmpeg/session';
import { PacketBuffer } from '../packets';
import { copyPackets } from './copyPackets';

const requireSets = ({ decoderConfig }: EncodedClip, { sets }: CopiedRest, sourceName: string): void => {
  const record = readAvcRecord(descriptionBytes(decoderConfig));
  if (record && setsText(record) === sets) return;
  throw new RenderError({
    category: 'encoder-failed',
    message: `The begin of “${sourceName}” cannot be encoded as the rest of it is.`,
  });
};

const after = (offset: number, packets: readonly PacketEntry[]): PacketEntry[] =>
  packets.map((packet) => ({ ...packet, offset: packet.offset + offset }));

/**
 * Makes a clip whose in point is not on a key frame: the frames up to the next one are encoded, the rest is copied.
 * @throws RenderError `encoder-failed` where the two do not fit together
 */
export const encodeBeginAndCopy = async (
  session: FFmpegSession,
  job: ClipJob,
  rest: CopiedRest,
  onProgress: OnJobProgress,
): Promise<EncodedClip> => {
  const { picture, sourceName } = job;
  const { head, startSeconds, sets } = rest;
  // What fails, fails before anything is encoded.
  const copied = await copyPackets({
    ...{ source: picture.source, sourceName, startSeconds, sets },
    frames: frames(job.frames - head),
  });
  const begin = await encodeClip(session, { ...job, frames: head }, (done) => onProgress(done, job.frames));
  requireSets(begin, rest, sourceName);
  const buffer = new PacketBuffer();
  buffer.add(new Uint8Array(begin.data));
  const { offset } = buffer.add(new Uint8Array(copied.data));
  return {
    decoderConfig: begin.decoderConfig,
    data: buffer.join(),
    packets: [...begin.packets, ...after(offset, copied.packets)],
  };
};
