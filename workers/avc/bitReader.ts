/**
 * Reads Exp-Golomb codes (ITU-T H.264, 9.1) out of a parameter set.
 * @param bytes without emulation prevention
 */
export class BitReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  bits(count: number): number {
    let value = 0;
    for (let read = 0; read < count; read += 1, this.#at += 1) {
      value = value * 2 + (((this.bytes[this.#at >> 3] ?? 0) >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }

  flag(): boolean {
    return this.bits(1) === 1;
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
export const withoutEmulationPrevention = (bytes: Uint8Array): Uint8Array =>
  bytes.filter((byte, at) => !(byte === 3 && at >= 2 && bytes[at - 1] === 0 && bytes[at - 2] === 0));
