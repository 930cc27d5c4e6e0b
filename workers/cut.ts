import {
  BlobSource,
  BufferTarget,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  type InputVideoTrack,
  type MediaCodec,
  MkvOutputFormat,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { RenderError, unreadableSource } from '../src/shared/errors';
import { REORDER_DEPTH } from '../src/shared/frameTimes';
import { SOURCE_FORMATS } from '../src/shared/sourceFormats';

/** The packets that one clip needs, as a file of their own. */
export interface Cut {
  readonly data: Uint8Array<ArrayBuffer>;
  /** File name extension of the container that was chosen. */
  readonly extension: 'mp4' | 'mkv';
  /** Time of the in point inside it, in seconds. */
  readonly inPointSeconds: number;
}

const primaryVideoTrack = async (input: Input, sourceName: string): Promise<InputVideoTrack> => {
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw unreadableSource(sourceName, 'has no video track.');
  return track;
};

/**
 * The last key frame at or before the in point, or the first there is. Broadcasts often have none that begins afresh,
 * only recovery points, which decoders get along with: mediabunny does not verify those in Chromium, so what the
 * container calls a key frame has to do where none is verified.
 */
const startPacket = async (sink: EncodedPacketSink, from: number): Promise<EncodedPacket | null> => {
  const verified = { verifyKeyPackets: true };
  return (
    (await sink.getKeyPacket(from, verified)) ??
    (await sink.getFirstKeyPacket(verified)) ??
    (await sink.getKeyPacket(from)) ??
    (await sink.getFirstKeyPacket())
  );
};

/**
 * From the last key frame at or before the in point (or the first there is) to a picture beyond the out point: the last one
 * before it is shown until then, however long that is, and not all containers say so.
 */
async function* neededPackets(
  sink: EncodedPacketSink,
  from: number,
  to: number,
): AsyncGenerator<EncodedPacket> {
  const start = await startPacket(sink, from);
  if (!start) return;
  let beyond = 0;
  let key: EncodedPacket | null = null;
  for await (const packet of sink.packets(start)) {
    beyond = packet.timestamp >= to ? beyond + 1 : 0;
    // Pictures that come after a key frame and are shown before it (an open GOP) may be shown before the out point.
    if (beyond > REORDER_DEPTH || (key && packet.timestamp > key.timestamp)) return;
    if (beyond > 0 && packet.type === 'key') key ??= packet;
    // Shown before the key frame that they follow, they need frames of the group before: no decoder gets them right.
    if (packet.timestamp >= start.timestamp) yield packet;
  }
}

/** A container that holds this codec. */
export const containerFor = (codec: MediaCodec) => {
  const mp4 = new Mp4OutputFormat({ fastStart: false });
  return mp4.getSupportedCodecs().includes(codec)
    ? { format: mp4, extension: 'mp4' as const }
    : { format: new MkvOutputFormat(), extension: 'mkv' as const };
};

/**
 * Copies just the packets that a clip needs out of a file, without decoding: a source of many gigabytes then costs no
 * more memory than a small one.
 * @param inPointSeconds presentation time of the first wanted frame
 * @param durationSeconds wanted length
 * @throws RenderError `unreadable-source`
 */
export const cutSource = async (
  source: Blob,
  sourceName: string,
  inPointSeconds: number,
  durationSeconds: number,
): Promise<Cut> => {
  using input = new Input({ source: new BlobSource(source), formats: SOURCE_FORMATS });
  try {
    const track = await primaryVideoTrack(input, sourceName);
    const codec = await track.getCodec();
    const decoderConfig = await track.getDecoderConfig();
    if (!codec || !decoderConfig)
      throw unreadableSource(sourceName, 'has a video track of a kind that is not known here.');

    const { format, extension } = containerFor(codec);
    const output = new Output({ format, target: new BufferTarget() });
    const packets = new EncodedVideoPacketSource(codec);
    output.addVideoTrack(packets);
    await output.start();

    let begin: number | null = null;
    const wanted = neededPackets(
      new EncodedPacketSink(track),
      inPointSeconds,
      inPointSeconds + durationSeconds,
    );
    for await (const packet of wanted) {
      begin ??= packet.timestamp;
      await packets.add(packet.clone({ timestamp: packet.timestamp - begin }), { decoderConfig });
    }
    if (begin === null) throw unreadableSource(sourceName, 'has no picture at the wanted time.');
    await output.finalize();
    const { buffer } = output.target;
    if (!buffer) throw new Error('The cut was finalized without a buffer');
    return { data: new Uint8Array(buffer), extension, inPointSeconds: inPointSeconds - begin };
  } catch (thrown) {
    if (thrown instanceof RenderError) throw thrown;
    throw unreadableSource(sourceName, 'could not be read: it is damaged or cut off.', thrown);
  }
};
