/** Kinds of units that a stream of plain pictures is made of (ITU-T H.264, table 7-1). */
const SLICE = 1;
const IDR_SLICE = 5;
const SUPPLEMENT = 6;
const SEQUENCE_SET = 7;
const PICTURE_SET = 8;
const DELIMITER = 9;
const FILLER = 12;

/** A packet's unit: where it lies, with the number before it that says how long it is. */
interface NalUnit {
  readonly type: number;
  readonly begin: number;
  readonly end: number;
}

/** @returns `null` where the lengths do not add up: the packet is damaged */
const unitsOf = (packet: Uint8Array, lengthSize: number): NalUnit[] | null => {
  const units: NalUnit[] = [];
  let at = 0;
  while (at < packet.byteLength) {
    let length = 0;
    for (let byte = 0; byte < lengthSize; byte += 1) length = length * 256 + (packet[at + byte] ?? 0);
    const end = at + lengthSize + length;
    const first = packet[at + lengthSize] ?? 0;
    // The highest bit is 0 in every unit.
    if (length === 0 || end > packet.byteLength || first >= 128) return null;
    units.push({ type: first & 31, begin: at, end });
    at = end;
  }
  return units;
};

/** What a packet holds, as far as it can be told without decoding. */
type PacketKind =
  /** An IDR picture: nothing after it refers to anything before it. */
  | 'idr'
  /** Any other picture; recovery points too, which containers often call key frames. */
  | 'picture'
  /** Something else than one plain picture whose parameter sets are those of the track. */
  | 'other';

export interface ReadPacket {
  readonly kind: PacketKind;
  /** The packet without supplements, as every engine writes it: they tell of captions, timing and encoders. */
  readonly parts: readonly Uint8Array[];
}

const OTHER: ReadPacket = { kind: 'other', parts: [] };

/**
 * Looks at the units of a packet.
 * @param lengthSize bytes of the number before each unit
 * @param isKnownSet whether a parameter set in the packet is one of the track's
 */
export const readPacket = (
  packet: Uint8Array,
  lengthSize: number,
  isKnownSet: (set: Uint8Array) => boolean,
): ReadPacket => {
  const units = unitsOf(packet, lengthSize);
  if (!units) return OTHER;
  let slices = 0;
  let idrSlices = 0;
  const parts: Uint8Array[] = [];
  for (const { type, begin, end } of units) {
    if (type === SLICE) slices += 1;
    else if (type === IDR_SLICE) idrSlices += 1;
    else if (type === SEQUENCE_SET || type === PICTURE_SET) {
      if (!isKnownSet(packet.subarray(begin + lengthSize, end))) return OTHER;
    } else if (type !== SUPPLEMENT && type !== DELIMITER && type !== FILLER) return OTHER;
    if (type === SLICE || type === IDR_SLICE) parts.push(packet.subarray(begin, end));
  }
  if (slices + idrSlices === 0 || (slices > 0 && idrSlices > 0)) return OTHER;
  // Nothing was dropped: one piece, which is copied at once.
  const whole = parts.length === units.length ? [packet] : parts;
  return { kind: idrSlices > 0 ? 'idr' : 'picture', parts: whole };
};
