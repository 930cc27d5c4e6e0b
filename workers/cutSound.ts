import {
  BlobSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  Output,
} from 'mediabunny';
import { RenderError, unreadableSource } from '../src/shared/errors';
import { SOURCE_FORMATS } from '../src/shared/sourceFormats';
import { type Cut, containerFor } from './cut';

/**
 * Sound before the in point that is decoded with it, in seconds: decoders need what came before to get into their stride
 * (Opus 80 ms by RFC 7845, MP3 up to ten packets of its bit reservoir).
 */
const RUN_UP = 0.3;

/**
 * Copies just the packets that a span of sound needs out of a file, without decoding.
 * @param inPointSeconds presentation time in the source
 * @param durationSeconds wanted length
 * @returns `null` if the sound is of a kind that is not known here; ffmpeg may know it
 * @throws RenderError `unreadable-source` if there is no sound, or none there
 */
export const cutSound = async (
  source: Blob,
  sourceName: string,
  inPointSeconds: number,
  durationSeconds: number,
): Promise<Cut | null> => {
  using input = new Input({ source: new BlobSource(source), formats: SOURCE_FORMATS });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (!track) throw unreadableSource(sourceName, 'has no sound in it.');
    return await copySpan(track, sourceName, inPointSeconds, inPointSeconds + durationSeconds);
  } catch (thrown) {
    if (thrown instanceof RenderError) throw thrown;
    throw unreadableSource(sourceName, 'could not be read: it is damaged or cut off.', thrown);
  }
};

const copySpan = async (
  track: InputAudioTrack,
  sourceName: string,
  from: number,
  to: number,
): Promise<Cut | null> => {
  const codec = await track.getCodec();
  const decoderConfig = await track.getDecoderConfig();
  if (!codec || !decoderConfig) return null;
  const { format, extension } = containerFor(codec);
  const output = new Output({ format, target: new BufferTarget() });
  const packets = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(packets);
  await output.start();

  const sink = new EncodedPacketSink(track);
  const start = (await sink.getPacket(from - RUN_UP)) ?? (await sink.getFirstPacket());
  let begin: number | null = null;
  if (start) {
    for await (const packet of sink.packets(start)) {
      if (packet.timestamp >= to) break;
      begin ??= packet.timestamp;
      await packets.add(packet.clone({ timestamp: packet.timestamp - begin }), { decoderConfig });
    }
  }
  if (begin === null) throw unreadableSource(sourceName, 'has no sound at the wanted time.');
  await output.finalize();
  const { buffer } = output.target;
  if (!buffer) throw new Error('The cut was finalized without a buffer');
  return { data: new Uint8Array(buffer), extension, inPointSeconds: from - begin };
};

/** When a file's first packet is presented: ffmpeg counts its times from there. In seconds. */
export const startOf = async (source: Blob): Promise<number> => {
  using input = new Input({ source: new BlobSource(source), formats: SOURCE_FORMATS });
  return Math.max(0, await input.getFirstTimestamp());
};
