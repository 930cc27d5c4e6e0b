import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { partVideo } from '../../src/assemble/partVideo';
import { readBack } from '../../src/assemble/readBack';
import { resolveEncodingSettings } from '../../src/plan/encodingSettings';
import { frames, samplesOf } from '../../src/shared/units';
import { readEncodedAudio, readEncodedClip } from '../../workers/packets';
import {
  bytesOf,
  encoding,
  expected,
  FPS,
  ffmpeg,
  heardIn,
  inFolder,
  makeAudio,
  makeClip,
} from './assembling';

describe('a part of a video as a file of its own', () => {
  it('has the frames that are shown, and the sound that belongs to them', async () => {
    const clip = await makeClip(40);
    const audio = await makeAudio(90, "volume=0:enable='lt(t,1.5)'");
    const part = { ...{ clip, frames: frames(30), fps: FPS, encoding }, audio };
    const path = inFolder('part.mp4');
    // The sound begins at frame 45.
    for (const [start, from] of [
      [30, 0.5],
      [41, 4 / FPS],
      [60, 0],
    ] as const) {
      const blob = await partVideo({ ...part, start: frames(start) });
      await readBack(blob, expected([30], true), () => {});
      writeFileSync(path, new Uint8Array(await blob.arrayBuffer()));
      const heard = heardIn(path);
      expect(Math.abs(heard.from - from)).toBeLessThan(0.03);
      // A packet of AAC more at most.
      expect(heard.end).toBeGreaterThanOrEqual(1);
      expect(heard.end).toBeLessThan(1 + 1024 / 48_000);
    }
  });

  it('is the same as WebM, whose sound has another begin', async () => {
    const path = inFolder('part.webm');
    const vp9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-lag-in-frames', '0'];
    const pictures = inFolder('vp9.mp4');
    ffmpeg('-f', 'lavfi', '-i', `testsrc2=s=128x96:r=${FPS}`, '-frames:v', '30', ...vp9, pictures);
    const sound = inFolder('opus.mp4');
    const late = "volume=0:enable='lt(t,1.5)'";
    ffmpeg('-f', 'lavfi', '-i', 'sine=r=48000:d=3', '-af', late, '-c:a', 'libopus', sound);
    const blob = await partVideo({
      ...{
        clip: await readEncodedClip(bytesOf(pictures), FPS),
        frames: frames(30),
        start: frames(30),
        fps: FPS,
      },
      encoding: resolveEncodingSettings({ container: 'webm' }),
      audio: await readEncodedAudio(bytesOf(sound), samplesOf(frames(90), FPS)),
    });
    writeFileSync(path, new Uint8Array(await blob.arrayBuffer()));
    const heard = heardIn(path);
    expect(Math.abs(heard.from - 0.5)).toBeLessThan(0.03);
    expect(Math.abs(heard.end - 1)).toBeLessThan(0.03);
  });

  it('is silent where there is no sound yet', async () => {
    const clip = await makeClip(12);
    const options = { clip, frames: frames(12), start: frames(30), fps: FPS, encoding, audio: null };
    await readBack(await partVideo(options), expected([12], false), () => {});
  });
});
