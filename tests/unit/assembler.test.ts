import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Assembler } from '../../src/assemble/assembler';
import { BlobSink } from '../../src/assemble/blobSink';
import { readBack } from '../../src/assemble/readBack';
import type { EncodedAudio } from '../../src/shared/jobs';
import { frames } from '../../src/shared/units';
import { readEncodedAudio } from '../../workers/packets';
import {
  assemble,
  bytesOf,
  encoding,
  expected,
  FPS,
  ffmpeg,
  inFolder,
  makeAudio,
  makeClip,
} from './assembling';

describe('assembling', () => {
  it('joins clips, cut after any frame, into a fast-start file that an independent reader finds right', async () => {
    const [long, short] = [await makeClip(70), await makeClip(7)];
    const audio = await makeAudio(110);
    const file = await assemble(
      [
        [long, 70],
        [short, 7],
        [long, 33],
      ],
      audio,
    );
    await readBack(file, expected([70, 7, 33], true), () => {});

    const path = inFolder('joined.mp4');
    writeFileSync(path, new Uint8Array(await file.arrayBuffer()));
    const probe = (entries: string, stream: string) =>
      execFileSync('ffprobe', [
        '-v',
        'error',
        '-select_streams',
        stream,
        '-show_entries',
        entries,
        '-of',
        'csv=p=0',
        path,
      ])
        .toString()
        .trim()
        .split('\n')
        .map((line) => Number.parseFloat(line));
    const times = probe('packet=pts_time', 'v:0');
    expect(times).toHaveLength(110);
    for (const [frame, time] of times.entries()) expect(time).toBeCloseTo(frame / FPS, 4);
    expect(probe('stream=duration', 'a:0')[0]).toBeCloseTo(110 / FPS, 3);
    expect(
      execFileSync('ffmpeg', ['-v', 'warning', '-xerror', '-i', path, '-f', 'null', '-'], { stdio: 'pipe' })
        .length,
    ).toBe(0);
    const bytes = readFileSync(path);
    expect(bytes.indexOf('moov')).toBeGreaterThan(0);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it('goes on with another sound from the next packet on, and ends with it', async () => {
    const clip = await makeClip(60);
    const [before, after] = [await makeAudio(60), await makeAudio(40)];
    const sink = new BlobSink();
    const writable = sink.writable;
    const assembler = await Assembler.start({
      writable,
      fps: FPS,
      encoding,
      subtitles: null,
      maxFrames: frames(60),
      audio: before,
    });
    await assembler.append(clip, frames(20), 'clip.mp4');
    assembler.replaceSound(after);
    await assembler.append(clip, frames(20), 'clip.mp4');
    await assembler.finish();
    const file = sink.blob('video/mp4');
    await readBack(file, expected([20, 20], true), () => {});
    // The packets that both have alike: the same file as if it had been the second from the begin.
    const straight = await assemble(
      [
        [clip, 20],
        [clip, 20],
      ],
      after,
    );
    const soundOf = async (mp4: Blob) =>
      readEncodedAudio(new Uint8Array(await mp4.arrayBuffer()), after.samples);
    expect(await soundOf(file)).toEqual(await soundOf(straight));
  });

  it('takes no other sound where there was none, or whose packets lie elsewhere', async () => {
    const audio = await makeAudio(20);
    const start = (sound: EncodedAudio | null) =>
      Assembler.start({
        writable: new BlobSink().writable,
        fps: FPS,
        encoding,
        subtitles: null,
        maxFrames: frames(20),
        audio: sound,
      });
    const moved = {
      ...audio,
      packets: audio.packets.map((one) => ({ ...one, timestamp: one.timestamp + 1 })),
    };
    const [silent, sounding] = [await start(null), await start(audio)];
    expect(() => silent.replaceSound(audio)).toThrow(/does not go on/);
    expect(() => sounding.replaceSound(moved)).toThrow(/does not go on/);
  });

  it('refuses a clip that needs another decoder configuration, by name', async () => {
    const [good, other] = [await makeClip(5), await makeClip(5, 'stitchable=1:bframes=0:cabac=0')];
    const smaller = await makeClip(5, 'stitchable=1:bframes=0', '128x128');
    for (const clip of [other, smaller]) {
      const sink = new BlobSink();
      const assembler = await Assembler.start({
        writable: sink.writable,
        fps: FPS,
        encoding,
        maxFrames: frames(10),
        audio: null,
        subtitles: null,
      });
      await assembler.append(good, frames(5), 'good.mp4');
      await expect(assembler.append(clip, frames(5), 'other.mp4')).rejects.toMatchObject({
        category: 'wrong-output',
        message: expect.stringContaining('other.mp4'),
      });
    }
  });

  it('refuses an encoded clip whose frames are not one after another', async () => {
    await expect(makeClip(20, 'bframes=3')).rejects.toMatchObject({ category: 'wrong-output' });
  });

  it('refuses a sound of the wrong length', async () => {
    const path = inFolder('short.mp4');
    ffmpeg('-f', 'lavfi', '-i', 'sine=r=48000', '-t', '1', '-c:a', 'aac', path);
    await expect(readEncodedAudio(bytesOf(path), 96_000)).rejects.toMatchObject({ category: 'wrong-output' });
  });
});
