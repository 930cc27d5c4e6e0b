import { describe, expect, it } from 'vitest';
import { repairedRecord } from '../../src/shared/avcRepair';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const repaired = (hex: string) => Buffer.from(repairedRecord(bytes(hex))).toString('hex');
const plain = (hex: string) => hex.replaceAll(' ', '');

describe('a decoder’s configuration record', () => {
  it('in which each parameter set begins twice, as Firefox 153 writes it, is repaired', () => {
    expect(
      repaired('0142c01e 03 01 0018 676742c01ed903029e7e10000003001001e84800f162e480 01 0005 6868cb8cb2'),
    ).toBe(plain('0142c01e ff e1 0017 6742c01ed903029e7e10000003001001e84800f162e480 01 0004 68cb8cb2'));
  });

  it('keeps what stands after the sets', () => {
    expect(repaired('01640028 ff e1 0006 676764002899 01 0003 6868ee fdf8f800')).toBe(
      plain('01640028 ff e1 0005 6764002899 01 0002 68ee fdf8f800'),
    );
  });

  it.each([
    ['sound', '0142c01e ff e1 0017 6742c01ed903029e7e10000003001001e84800f162e480 01 0004 68cb8cb2'],
    ['with a picture parameter set that looks doubled', '0142c01e ff e1 0005 6742c01ed9 01 0004 68686cb2'],
    ['cut off', '0142c01e 03 01 0018 676742c01ed9'],
    ['cut off after the first set', '0142c01e 03 01 0006 676742c01ed9 01 0005 68'],
    ['empty', ''],
  ])('that is %s stays as it is', (_, record) => {
    expect(repaired(record)).toBe(plain(record));
  });
});
