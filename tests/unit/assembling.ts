import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll } from 'vitest';
import { Assembler } from '../../src/assemble/assembler';
import { BlobSink } from '../../src/assemble/blobSink';
import type { Expected } from '../../src/assemble/readBack';
import { resolveEncodingSettings } from '../../src/plan/encodingSettings';
import type { SubtitleCue } from '../../src/shared/captions';
import type { EncodedAudio, EncodedClip } from '../../src/shared/jobs';
import { frames, samplesOf } from '../../src/shared/units';
import { readEncodedAudio, readEncodedClip } from '../../workers/packets';
import { tempDir } from '../browser/support/tempDir';

export const FPS = 30;
export const encoding = resolveEncodingSettings({});
/** A test file's own, gone when it has run. */
const folder = tempDir();
afterAll(() => folder[Symbol.dispose]());

export const inFolder = (name: string): string => folder.file(name);

export const ffmpeg = (...args: string[]): void => {
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);
};

export const bytesOf = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path));

export const makeClip = async (
  count: number,
  x264 = 'stitchable=1:bframes=0',
  size = '128x96',
): Promise<EncodedClip> => {
  const path = inFolder('clip.mp4');
  ffmpeg(
    ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${FPS}`, '-frames:v', String(count)],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-x264-params', x264, '-pix_fmt', 'yuv420p', path],
  );
  return readEncodedClip(bytesOf(path), FPS);
};

export const makeAudio = async (count: number, filter = 'anull'): Promise<EncodedAudio> => {
  const path = inFolder('audio.mp4');
  const length = samplesOf(frames(count), FPS);
  ffmpeg(
    ...[
      '-f',
      'lavfi',
      '-i',
      'sine=r=48000',
      '-af',
      `${filter},aformat=channel_layouts=stereo,atrim=end_sample=${length}`,
    ],
    ...['-c:a', 'aac', path],
  );
  return readEncodedAudio(bytesOf(path), length);
};

export const assemble = async (
  clips: readonly [EncodedClip, number][],
  audio: EncodedAudio | null,
  subtitles: readonly SubtitleCue[] | null = null,
): Promise<Blob> => {
  const sink = new BlobSink();
  const maxFrames = frames(clips.reduce((sum, [, count]) => sum + count, 0));
  const options = { writable: sink.writable, fps: FPS, encoding, maxFrames, audio, subtitles };
  const assembler = await Assembler.start(options);
  for (const [clip, count] of clips) await assembler.append(clip, frames(count), 'clip.mp4');
  await assembler.finish();
  return sink.blob('video/mp4');
};

/** When a file's sound begins to be heard, and ends, in seconds. */
export const heardIn = (path: string): { from: number; end: number } => {
  const bytes = execFileSync('ffmpeg', [
    ...[
      '-v',
      'error',
      '-i',
      path,
      '-map',
      '0:a',
      '-af',
      'aresample=async=1:first_pts=0',
      '-ac',
      '1',
      '-f',
      'f32le',
      'pipe:1',
    ],
  ]);
  const heard = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  return { from: heard.findIndex((value) => Math.abs(value) > 0.05) / 48_000, end: heard.length / 48_000 };
};

export const expected = (counts: readonly number[], hasAudio: boolean): Expected => {
  let start = 0;
  const clips = counts.map((count, index) => {
    const clip = { source: `${index}.mp4`, start: frames(start), frames: frames(count), copied: false };
    start += count;
    return clip;
  });
  return { container: 'mp4', fps: FPS, frames: frames(start), clips, hasAudio };
};
