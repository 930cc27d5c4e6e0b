import { repairedRecord } from './avcRepair';
import { bytesOf } from './bytes';
import type { VideoCodec } from './encoding';

/** Kinds of AV1's OBUs (AV1 specification, 6.2.2). */
const SEQUENCE_HEADER = 1;
const TEMPORAL_DELIMITER = 2;

interface Obu {
  readonly kind: number;
  readonly payload: Uint8Array<ArrayBuffer>;
  /** Where the next one begins. */
  readonly end: number;
}

/** The OBU that begins at `at`; `null` where its length is not said, or it is cut off (AV1 specification, 5.3 and 4.10.5). */
const obuAt = (packet: Uint8Array<ArrayBuffer>, at: number): Obu | null => {
  const head = packet[at] ?? 0;
  const hasExtension = (head & 0b100) !== 0;
  const hasSize = (head & 0b10) !== 0;
  if (!hasSize) return null;
  let place = at + (hasExtension ? 2 : 1);
  let size = 0;
  for (let shift = 0; shift < 32; shift += 7) {
    const byte = packet[place] ?? 0;
    place += 1;
    size += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  if (place + size > packet.byteLength) return null;
  return { kind: (head >> 3) & 0b1111, payload: packet.subarray(place, place + size), end: place + size };
};

const sequenceHeader = (packet: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null => {
  for (let at = 0; at < packet.byteLength; ) {
    const obu = obuAt(packet, at);
    if (!obu) return null;
    if (obu.kind === SEQUENCE_HEADER) return obu.payload.slice();
    at = obu.end;
  }
  return null;
};

/** A packet as containers hold it: without AV1's temporal delimiter, which they say not to keep. */
export const asStored = (codec: VideoCodec, packet: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const first = codec === 'av1' ? obuAt(packet, 0) : null;
  return first?.kind === TEMPORAL_DELIMITER ? packet.subarray(first.end) : packet;
};

/** Profile, colours and size: the first 68 bits of a key frame of VP9's profile 0 (VP9 specification, 6.2). */
const VP9_HEADER_BYTES = 9;

const keyFrameHeader = (packet: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null => {
  if (packet.byteLength < VP9_HEADER_BYTES) return null;
  const header = packet.slice(0, VP9_HEADER_BYTES);
  header[VP9_HEADER_BYTES - 1] = (header[VP9_HEADER_BYTES - 1] ?? 0) & 0xf0;
  return header;
};

/**
 * What a decoder has to know of all that follows: from the encoder's description, or from a key frame where the codec has
 * it there. `null`: there is none.
 */
export const headerOf = (
  codec: VideoCodec,
  keyFrame: Uint8Array<ArrayBuffer>,
  description: AllowSharedBufferSource | undefined,
): Uint8Array<ArrayBuffer> | null => {
  if (codec === 'av1') return sequenceHeader(keyFrame);
  if (codec === 'vp9') return keyFrameHeader(keyFrame);
  const bytes = description ? bytesOf(description).slice() : null;
  return bytes && codec === 'h264' ? repairedRecord(bytes) : bytes;
};

/** Whether a decoder is given the header beside the packets. */
export const isDescribed = (codec: VideoCodec): boolean => codec === 'h264' || codec === 'hevc';

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** ISO/IEC 14496-15, annex E: the bits of the compatibility flags are written backwards, trailing zeros left out. */
const hevcString = (record: Uint8Array): string => {
  const profile = record[1] ?? 0;
  const flags = new DataView(record.buffer, record.byteOffset).getUint32(2);
  let reversed = 0;
  for (let bit = 0; bit < 32; bit += 1) reversed = reversed * 2 + ((flags >>> bit) & 1);
  const constraints = [...record.subarray(6, 12)];
  while (constraints.at(-1) === 0) constraints.pop();
  return [
    'hvc1',
    `${['', 'A', 'B', 'C'][profile >> 6]}${profile & 0b11111}`,
    reversed.toString(16),
    `${(profile & 0b100000) === 0 ? 'L' : 'H'}${record[12] ?? 0}`,
    ...constraints.map((byte) => byte.toString(16)),
  ].join('.');
};

/** Of the first operating point, as long as nothing of changing length stands before it (AV1 specification, 5.5). */
const av1String = (header: Uint8Array, asked: string): string => {
  const [first = 0, , , levelAndTier = 0] = header;
  if ((first & 0b1100) !== 0) return asked;
  const level = levelAndTier >> 3;
  const tier = level > 7 && (levelAndTier & 0b100) !== 0 ? 'H' : 'M';
  return `av01.${first >> 5}.${String(level).padStart(2, '0')}${tier}.08`;
};

/**
 * What an encoder says of itself: many choose a lower level than they are asked for, where that does.
 * @param asked the codec string that it was configured with
 */
export const codecStringOf = (codec: VideoCodec, header: Uint8Array, asked: string): string => {
  switch (codec) {
    case 'h264':
      return `avc1.${[...header.subarray(1, 4)].map(hex).join('')}`;
    case 'hevc':
      return hevcString(header);
    case 'av1':
      return av1String(header, asked);
    case 'vp9':
      return asked;
  }
};
