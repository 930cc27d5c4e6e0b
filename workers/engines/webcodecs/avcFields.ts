/**
 * Reads Exp-Golomb codes (ITU-T H.264, 9.1) out of a parameter set.
 * @param bytes without emulation prevention
 */
class BitReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  bits(count: number): number {
    let value = 0;
    for (let read = 0; read < count; read += 1, this.#at += 1) {
      value = value * 2 + (((this.bytes[this.#at >> 3] ?? 0) >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }

  unsigned(): number {
    let zeros = 0;
    while (this.bits(1) === 0 && zeros < 32) zeros += 1;
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  signed(): number {
    const code = this.unsigned();
    return code % 2 === 0 ? -code / 2 : (code + 1) / 2;
  }
}

/** Takes out the bytes that keep start codes from appearing inside (7.4.1). */
const withoutEmulationPrevention = (bytes: Uint8Array): Uint8Array =>
  bytes.filter((byte, at) => !(byte === 3 && at >= 2 && bytes[at - 1] === 0 && bytes[at - 2] === 0));

/** Profiles whose parameter sets say more about the samples (7.3.2.1.1). */
const HIGH_PROFILES: ReadonlySet<number> = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128]);

const skipScalingLists = (reader: BitReader, lists: number): void => {
  for (let list = 0; list < lists; list += 1) {
    if (reader.bits(1) === 0) continue;
    let next = 8;
    for (let place = 0; place < (list < 6 ? 16 : 64) && next !== 0; place += 1) {
      next = (next + reader.signed() + 256) % 256;
    }
  }
};

const skipOrderCount = (reader: BitReader): void => {
  const type = reader.unsigned();
  if (type === 0) reader.unsigned();
  if (type !== 1) return;
  reader.bits(1);
  reader.signed();
  reader.signed();
  const cycle = reader.unsigned();
  for (let frame = 0; frame < cycle; frame += 1) reader.signed();
};

/**
 * Whether H.264 is made of whole pictures only (`frame_mbs_only_flag`), by its first sequence parameter set.
 * @param avcC the decoder configuration record (ISO/IEC 14496-15, 5.3.3.1); anything else is `false`
 */
export const hasOnlyWholePictures = (avcC: Uint8Array): boolean => {
  if (avcC[0] !== 1 || ((avcC[5] ?? 0) & 31) === 0) return false;
  const length = ((avcC[6] ?? 0) << 8) | (avcC[7] ?? 0);
  // The set's first byte says what it is.
  const reader = new BitReader(withoutEmulationPrevention(avcC.subarray(9, 8 + length)));
  const profile = reader.bits(8);
  reader.bits(16);
  reader.unsigned();
  if (HIGH_PROFILES.has(profile)) {
    const chroma = reader.unsigned();
    if (chroma === 3) reader.bits(1);
    reader.unsigned();
    reader.unsigned();
    reader.bits(1);
    if (reader.bits(1) === 1) skipScalingLists(reader, chroma === 3 ? 12 : 8);
  }
  reader.unsigned();
  skipOrderCount(reader);
  reader.unsigned();
  reader.bits(1);
  reader.unsigned();
  reader.unsigned();
  return reader.bits(1) === 1;
};
