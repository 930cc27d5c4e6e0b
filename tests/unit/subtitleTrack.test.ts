import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import type { StreamTargetChunk } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { Assembler } from '../../src/assemble/assembler';
import { BlobSink } from '../../src/assemble/blobSink';
import { readBack } from '../../src/assemble/readBack';
import type { SubtitleCue } from '../../src/shared/captions';
import { frames } from '../../src/shared/units';
import { assemble, encoding, expected, FPS, inFolder, makeAudio, makeClip } from './assembling';
import { runs } from './randomRuns';

describe('subtitles', () => {
  const cue = (startSeconds: number, endSeconds: number, text: string): SubtitleCue => ({
    startSeconds,
    endSeconds,
    text,
    words: [],
  });
  const written = async (name: string, file: Blob): Promise<string> => {
    const path = inFolder(name);
    writeFileSync(path, new Uint8Array(await file.arrayBuffer()));
    return path;
  };
  const packets = (path: string, stream: string): string =>
    execFileSync('ffprobe', [
      ...['-v', 'error', '-select_streams', stream, '-show_data_hash', 'md5'],
      ...['-show_entries', 'packet=pts_time,duration_time,size,data_hash', '-of', 'csv=p=0', path],
    ]).toString();
  /** When the samples begin: ffprobe 5.1 takes them for data, and draws the last one out to the video's end. */
  const begins = (path: string): number[] => packets(path, 'd').trim().split('\n').map(Number.parseFloat);
  /** The length that the last track gives itself, in its milliseconds. */
  const trackLength = (path: string): number => {
    const bytes = readFileSync(path);
    return bytes.readUInt32BE(bytes.lastIndexOf('mdhd') + 20);
  };

  it('are a track beside pictures and sound that stay as they are', async () => {
    const clip = await makeClip(90);
    const audio = await makeAudio(90);
    const cues = [cue(0.5, 1.1, 'one & <two>'), cue(1.1, 1.7, 'A'), cue(1.4, 2.9, 'over\nlapping')];
    const file = await assemble([[clip, 90]], audio, cues);
    await readBack(file, expected([90], true), () => {});
    const path = await written('subtitled.mp4', file);
    // Gaps have samples of their own, and what overlaps is cut where something changes.
    expect(begins(path)).toEqual([0, 0.5, 1.1, 1.4, 1.7]);
    expect(trackLength(path)).toBe(2900);
    const plain = await written('plain.mp4', await assemble([[clip, 90]], audio));
    for (const stream of ['v', 'a']) expect(packets(path, stream)).toBe(packets(plain, stream));
    const bytes = readFileSync(path);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect(bytes.includes('one &amp; &lt;two&gt;')).toBe(true);
    expect(bytes.includes('vtta')).toBe(false);
    const again = await assemble([[clip, 90]], audio, cues);
    expect(bytes.equals(new Uint8Array(await again.arrayBuffer()))).toBe(true);
  });

  it('never make the video longer, even if clips are left out', async () => {
    const clip = await makeClip(60);
    const sink = new BlobSink();
    const assembler = await Assembler.start({
      writable: sink.writable,
      fps: FPS,
      encoding,
      maxFrames: frames(600),
      audio: null,
      subtitles: [cue(0.5, 1, 'in'), cue(1.5, 9, 'across'), cue(10, 12, 'beyond')],
    });
    await assembler.append(clip, frames(60), 'clip.mp4');
    await assembler.finish();
    const path = await written('shorter.mp4', sink.blob('video/mp4'));
    expect(begins(path)).toEqual([0, 0.5, 1, 1.5]);
    expect(trackLength(path)).toBe(2000);
    const length = execFileSync('ffprobe', [
      ...['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', path],
    ]);
    expect(Number(length)).toBeCloseTo(2, 3);
  });

  it('need not be in memory until the first of them comes', async () => {
    const clip = await makeClip(90, 'stitchable=1:bframes=0:qp=1');
    let bytes = 0;
    const writable = new WritableStream<StreamTargetChunk>({
      write: ({ data }) => {
        bytes += data.byteLength;
      },
    });
    const maxFrames = frames(18_000);
    const subtitles = [cue(599, 600, 'at the very end')];
    const assembler = await Assembler.start({
      writable,
      fps: FPS,
      encoding,
      maxFrames,
      audio: null,
      subtitles,
    });
    for (let place = 0; place < 40; place += 1) await assembler.append(clip, frames(90), 'clip.mp4');
    expect(bytes).toBeGreaterThan(0);
    await assembler.finish();
  });

  it('that follow each other without a gap leave no sample that lasts for nothing', async () => {
    const clip = await makeClip(90);
    const lengths = fc.array(fc.integer({ min: 40, max: 200 }), { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(lengths, async (all) => {
        let end = 0;
        const subtitles = all.map((length) => {
          const start = end;
          end += length;
          return cue(start / 1000, end / 1000, 'x');
        });
        const path = await written('row.mp4', await assemble([[clip, 90]], null, subtitles));
        const found = begins(path);
        expect(found).toEqual([...new Set(found)]);
        for (const { startSeconds } of subtitles) {
          expect(found.some((begin) => Math.abs(begin - startSeconds) < 0.005)).toBe(true);
        }
      }),
      runs(25),
    );
  });

  it('of any times are written in as many samples as were kept room for', async () => {
    const clip = await makeClip(90);
    const time = fc.integer({ min: 0, max: 2999 });
    const cues = fc.array(fc.tuple(time, fc.integer({ min: 1, max: 900 })), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(cues, async (all) => {
        const subtitles = all
          .toSorted(([a], [b]) => a - b)
          .map(([start, length]) => cue(start / 1000, (start + length) / 1000, 'x'));
        const file = await assemble([[clip, 90]], null, subtitles);
        await readBack(file, expected([90], false), () => {});
      }),
      runs(40),
    );
  });
});
