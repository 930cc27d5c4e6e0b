import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny';
import { RenderError } from '../src/shared/errors';
import type { AudioPacketEntry, EncodedAudio, EncodedClip, PacketEntry } from '../src/shared/jobs';
import { AUDIO_SAMPLE_RATE, samples } from '../src/shared/units';

/** Collects packets back to back in one buffer, which can then be transferred. */
export class PacketBuffer {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  add(data: Uint8Array): { offset: number; byteLength: number } {
    return this.addAll([data]);
  }

  /** Adds a packet that is in parts. */
  addAll(parts: readonly Uint8Array[]): { offset: number; byteLength: number } {
    const offset = this.#length;
    for (const part of parts) {
      this.#parts.push(part);
      this.#length += part.byteLength;
    }
    return { offset, byteLength: this.#length - offset };
  }

  join(): ArrayBuffer {
    const joined = new Uint8Array(this.#length);
    let offset = 0;
    for (const part of this.#parts) {
      joined.set(part, offset);
      offset += part.byteLength;
    }
    return joined.buffer;
  }
}

const wrongOutput = (message: string): RenderError => new RenderError({ category: 'wrong-output', message });

/**
 * Takes an encoded clip's MP4 apart and checks it: first packet a key frame, packets in presentation order, one every
 * 1/fps seconds.
 * @throws RenderError `wrong-output`
 */
export const readEncodedClip = async (mp4: Uint8Array<ArrayBuffer>, fps: number): Promise<EncodedClip> => {
  using input = new Input({ source: new BufferSource(mp4), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) throw wrongOutput('The encoder wrote no video.');

  const buffer = new PacketBuffer();
  const packets: PacketEntry[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const place = packet.timestamp * fps;
    if (Math.abs(place - packets.length) > 0.01) {
      throw wrongOutput(`The encoder gave frame ${packets.length} the time of frame ${place.toFixed(3)}.`);
    }
    packets.push({ ...buffer.add(packet.data), key: packet.type === 'key' });
  }
  if (packets[0]?.key !== true) throw wrongOutput('The encoded clip does not begin with a key frame.');
  return { decoderConfig, data: buffer.join(), packets };
};

/**
 * Takes an encoded sound track's MP4 apart. The encoder's priming, which the file's edit list cuts off, stays as
 * packets of negative time. The last packet is shortened to end where the sound ends.
 * @throws RenderError `wrong-output` if the track is not `length` samples long
 */
export const readEncodedAudio = async (
  mp4: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<EncodedAudio> => {
  using input = new Input({ source: new BufferSource(mp4), formats: [MP4] });
  const track = await input.getPrimaryAudioTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) throw wrongOutput('The encoder wrote no sound.');

  const buffer = new PacketBuffer();
  const packets: AudioPacketEntry[] = [];
  let end = 0;
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const timestamp = Math.round(packet.timestamp * AUDIO_SAMPLE_RATE);
    const duration = Math.min(Math.round(packet.duration * AUDIO_SAMPLE_RATE), length - timestamp);
    if (duration <= 0) break;
    packets.push({ ...buffer.add(packet.data), timestamp, duration });
    end = timestamp + duration;
  }
  if (end !== length) throw wrongOutput(`The encoded sound is ${end} samples long, not ${length}.`);
  return { decoderConfig, data: buffer.join(), packets, samples: samples(length) };
};
