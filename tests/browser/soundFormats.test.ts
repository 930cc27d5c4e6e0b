import { openAsBlob, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliploomSession, openCliploom } from '../../scripts/lib/driver';
import { readHeaders } from '../../workers/headers';
import { makeCountedClip } from '../media/makeCountedClip';
import { runFfmpeg } from '../media/runFfmpeg';
import { ffprobeJson } from './support/ffprobe';
import { tempDir } from './support/tempDir';

const RATE = 48_000;
const FPS = 30;
/** No whole number of frames at any sample rate, nor of packets. */
const SECONDS = 1.61;
const folder = tempDir();
const clip = folder.file('clip.mp4');
let session: CliploomSession;

interface Format {
  readonly name: string;
  readonly rate?: number;
  readonly channels?: number;
  readonly args?: readonly string[];
}

const FORMATS: readonly Format[] = [
  { name: '8-bit.wav', args: ['-c:a', 'pcm_u8'] },
  { name: '16-bit.wav', args: ['-c:a', 'pcm_s16le'] },
  { name: '24-bit.wav', args: ['-c:a', 'pcm_s24le'] },
  { name: '32-bit.wav', args: ['-c:a', 'pcm_s32le'] },
  { name: 'float.wav', args: ['-c:a', 'pcm_f32le'] },
  { name: 'vbr.mp3', args: ['-c:a', 'libmp3lame', '-q:a', '6'] },
  { name: 'opus.ogg', args: ['-c:a', 'libopus'] },
  { name: 'opus.webm', args: ['-c:a', 'libopus'] },
  { name: 'vorbis.ogg', args: ['-c:a', 'libvorbis'] },
  { name: 'aac.m4a', args: ['-c:a', 'aac'] },
  { name: 'flac.flac', args: ['-c:a', 'flac'] },
  { name: 'surround.wav', channels: 6, args: ['-c:a', 'pcm_s16le'] },
  { name: 'surround.m4a', channels: 6, args: ['-c:a', 'aac'] },
  { name: 'mono.wav', channels: 1, args: ['-c:a', 'pcm_s16le'] },
  { name: '8-khz.wav', rate: 8000, args: ['-c:a', 'pcm_s16le'] },
  { name: '22-khz.mp3', rate: 22_050, args: ['-c:a', 'libmp3lame'] },
  { name: '44-khz.wav', rate: 44_100, args: ['-c:a', 'pcm_s16le'] },
  { name: '96-khz.wav', rate: 96_000, args: ['-c:a', 'pcm_s24le'] },
];

const make = async ({ name, rate = RATE, channels = 2, args = [] }: Format): Promise<string> => {
  const wave = Array.from({ length: channels }, () => '0.3*sin(2*PI*440*t)').join('|');
  const source = `aevalsrc='${wave}':sample_rate=${rate}:duration=${SECONDS}`;
  await runFfmpeg(['-f', 'lavfi', '-i', source, ...args, folder.file(name)]);
  return folder.file(name);
};

/** What the native ffmpeg decodes of a sound, in samples at 48 kHz. */
const decodedLength = async (path: string): Promise<number> => {
  const raw = `${path}.f32`;
  await runFfmpeg(['-i', path, '-af', `aresample=${RATE}`, '-ac', '1', '-f', 'f32le', raw]);
  return readFileSync(raw).byteLength / 4;
};

/** Makes the header of a VBR file say ten times as many packets as there are. */
const lieAboutLength = (path: string): void => {
  const bytes = readFileSync(path);
  const header = bytes.indexOf('Xing');
  expect(header).toBeGreaterThan(0);
  bytes.writeUInt32BE(bytes.readUInt32BE(header + 8) * 10, header + 8);
  writeFileSync(path, bytes);
};

const renderWith = async (voiceOver: string) => {
  const out = folder.file('out.mp4');
  const { output } = await session.renderFiles({
    ...{ clips: [clip], voiceOver, out },
    settings: { size: { width: 64, height: 64 }, fps: FPS },
  });
  const sound = (await ffprobeJson(out)).streams.find(({ codec_type }) => codec_type === 'audio');
  expect(sound).toMatchObject({ codec_name: 'aac', sample_rate: String(RATE), channels: 2 });
  expect(Number(sound?.duration) * RATE).toBeCloseTo((output.frames * RATE) / FPS, 0);
  // The tone is there, and nothing is above full scale.
  const log = await runFfmpeg(['-i', out, '-t', '1.5', '-af', 'volumedetect', '-f', 'null', '-']);
  const mean = Number(/mean_volume: (-?[\d.]+) dB/.exec(log)?.[1]);
  expect(mean).toBeGreaterThan(-22);
  expect(mean).toBeLessThan(-5);
  return output.frames;
};

beforeAll(async () => {
  await makeCountedClip({ path: clip, clipId: 1, width: 64, height: 64, fps: FPS, seconds: 2 });
  session = await openCliploom({ engine: 'ffmpeg' });
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

describe('the video is as long as its voice-over really is', () => {
  it.each(FORMATS)('$name', async (format) => {
    const path = await make(format);
    const samples = await decodedLength(path);
    expect(await renderWith(path)).toBe(Math.ceil(samples / (RATE / FPS)));
    // And it is planned as long, within half a frame: containers count in milliseconds, or in packets.
    const planned = await readHeaders(await openAsBlob(path), format.name);
    expect(Math.abs((planned?.durationSeconds ?? 0) - samples / RATE)).toBeLessThan(0.5 / FPS);
  });

  it('whatever the header says', async () => {
    const path = await make({ name: 'liar.mp3', args: ['-c:a', 'libmp3lame', '-q:a', '6'] });
    const frames = Math.ceil((await decodedLength(path)) / (RATE / FPS));
    lieAboutLength(path);
    expect((await ffprobeJson(path)).format.duration).toSatisfy((text: string) => Number(text) > 10);
    expect(await renderWith(path)).toBe(frames);
  });
});
