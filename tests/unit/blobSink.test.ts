import { describe, expect, it } from 'vitest';
import { BlobSink } from '../../src/assemble/blobSink';

describe('BlobSink', () => {
  it('puts together what is written in any order', async () => {
    const sink = new BlobSink();
    const writer = sink.writable.getWriter();
    const write = (text: string, position: number) =>
      writer.write({ type: 'write', data: new TextEncoder().encode(text), position });
    await write('....', 0);
    await write('efgh', 4);
    await write('mn', 12);
    await write('ijkl', 8);
    await write('abcdEF', 0);
    await write('nopq', 13);
    await writer.close();
    expect(await sink.blob('text/plain').text()).toBe('abcdEFghijklmnopq');
  });

  const MIB = 2 ** 20;
  const write = async (sink: BlobSink, writes: readonly { size: number; position: number }[]) => {
    const expected = new Uint8Array(Math.max(...writes.map(({ size, position }) => size + position)));
    const writer = sink.writable.getWriter();
    for (const [index, { size, position }] of writes.entries()) {
      const data = new Uint8Array(size).fill(index + 1);
      expected.set(data, position);
      await writer.write({ type: 'write', data, position });
    }
    await writer.close();
    const same = Buffer.compare(new Uint8Array(await sink.blob('video/mp4').arrayBuffer()), expected) === 0;
    expect(same).toBe(true);
  };
  /** Forward, and then back into what was let go, into what was not, and over the border. */
  const WRITES = [
    ...[0, 4, 8, 12, 16].map((at) => ({ size: 4 * MIB, position: at * MIB })),
    { size: 100, position: 3 },
    { size: 50, position: 20 },
    { size: MIB, position: 7.5 * MIB },
    { size: 2 * MIB, position: 15 * MIB },
    { size: 10, position: 19 * MIB },
  ];

  it('hands on what it collects, and patches it afterwards', async () => {
    const spilled: number[] = [];
    const sink = new BlobSink(async (bytes) => {
      const blob = new Blob([...bytes]);
      spilled.push(blob.size);
      return blob;
    });
    await write(sink, WRITES);
    expect(spilled).toEqual([8 * MIB, 8 * MIB]);
  });

  it('keeps what nobody takes, from the begin or from the middle on', async () => {
    await write(new BlobSink(), WRITES);
    let room = 1;
    const sink = new BlobSink(async (bytes) => {
      room -= 1;
      return room >= 0 ? new Blob([...bytes]) : null;
    });
    await write(sink, WRITES);
  });
});
