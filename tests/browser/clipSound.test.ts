import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliploomSession, openCliploom } from '../../scripts/lib/driver';
import { run } from '../../scripts/lib/run';
import { makeCountedClip } from '../media/makeCountedClip';
import { runFfmpeg } from '../media/runFfmpeg';
import { decodeWarnings, ffprobeJson } from './support/ffprobe';
import { makeTone } from './support/sound';
import { tempDir } from './support/tempDir';

const RATE = 48_000;
const folder = tempDir();
const size = { width: 64, height: 64 };
let session: CliploomSession;

/** A counted clip with a tone of its own. */
const makeClip = async (name: string, frequency: number | null, seconds = 4): Promise<string> => {
  const silent = folder.file(`silent-${name}`);
  await makeCountedClip({ path: silent, clipId: 1, ...size, fps: 30, seconds });
  if (frequency === null) return silent;
  const wave = `0.5*sin(2*PI*${frequency}*t)`;
  const tone = `aevalsrc='${wave}|${wave}':sample_rate=${RATE}:duration=${seconds}`;
  const path = folder.file(name);
  const copied = [
    '-map',
    '0:v',
    '-map',
    '1:a',
    '-c:v',
    'copy',
    '-c:a',
    'aac',
    '-movflags',
    '+faststart',
    path,
  ];
  await runFfmpeg(['-i', silent, '-f', 'lavfi', '-i', tone, ...copied]);
  return path;
};

/** A file whose headers are whole, and whose pictures are nothing but zeros. */
const emptied = (path: string, name: string): string => {
  const bytes = readFileSync(path);
  bytes.fill(0, bytes.indexOf('mdat') + 4);
  writeFileSync(folder.file(name), bytes);
  return folder.file(name);
};

interface PacketPlace {
  readonly pos: string;
  readonly size: string;
}

/** Where a file's sound lies in it. */
const soundPackets = async (path: string): Promise<readonly PacketPlace[]> => {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'a:0',
    '-show_entries',
    'packet=pos,size',
    '-of',
    'json',
    path,
  ];
  const { stdout } = await run('ffprobe', args, { timeoutSeconds: 30, output: 'capture' });
  return (JSON.parse(stdout) as { packets: PacketPlace[] }).packets;
};

/** The same file with nothing but ones where its sound was. */
const deafened = (path: string, name: string, packets: readonly PacketPlace[]): string => {
  const bytes = readFileSync(path);
  for (const { pos, size: length } of packets) bytes.fill(0xff, Number(pos), Number(pos) + Number(length));
  writeFileSync(folder.file(name), bytes);
  return folder.file(name);
};

/** The left channel of a video's sound; what one tone has of it. */
const soundOf = async (video: string, frequency?: number): Promise<Float32Array> => {
  const raw = `${video}.f32`;
  const filters = [...(frequency ? [`bandpass=f=${frequency}:width_type=h:w=60`] : []), 'pan=mono|c0=c0'];
  await runFfmpeg(['-i', video, '-map', '0:a:0', '-af', filters.join(','), '-f', 'f32le', raw]);
  return new Float32Array(new Uint8Array(readFileSync(raw)).buffer);
};
const level = (values: Float32Array, from: number, until: number): number => {
  const part = values.subarray(Math.round(from * RATE), Math.round(until * RATE));
  return 10 * Math.log10(part.reduce((sum, value) => sum + value * value, 0) / part.length);
};
const largestStep = (values: Float32Array): number =>
  values.reduce((most, value, at) => Math.max(most, Math.abs(value - (values[at - 1] ?? 0))), 0);

/** At least so much of another tone the filter above takes away, in decibels. */
const OTHER = 28;

/** A tone of half of full scale, in decibels. */
const FULL = 20 * Math.log10(0.5 / Math.SQRT2);

type Request = Parameters<CliploomSession['renderFiles']>[0];
const render = async (name: string, request: Omit<Request, 'out'>) => {
  const out = folder.file(name);
  const settings = {
    size,
    mode: 'sequential',
    maxClipDuration: 2,
    clipVolume: 1,
    ...request.settings,
  } as const;
  const report = await session.renderFiles({ ...request, out, settings });
  expect(await decodeWarnings(out)).toBe('');
  const sound = (await ffprobeJson(out)).streams.find(({ codec_type }) => codec_type === 'audio');
  expect(Number(sound?.duration) * RATE).toBeCloseTo((report.output.frames * RATE) / 30, 0);
  return { out, report };
};

beforeAll(async () => {
  session = await openCliploom({ engine: 'ffmpeg' });
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

describe('the clips’ own sound', () => {
  it('is heard with its pictures, in its volume, and joined without a click', async () => {
    const clips = [await makeClip('low.mp4', 500), await makeClip('high.mp4', 2000)];
    const { out, report } = await render('own.mp4', { clips, settings: { clipVolume: 0.5 } });
    expect(report.silentSources).toEqual([]);
    expect(report.output.sound.clipVolume).toBe(0.5);
    const [low, high] = [await soundOf(out, 500), await soundOf(out, 2000)];
    expect(level(low, 0.2, 1.9)).toBeCloseTo(FULL - 6, 0);
    expect(level(high, 2.1, 3.8)).toBeCloseTo(FULL - 6, 0);
    expect(level(low, 2.1, 3.9)).toBeLessThan(FULL - OTHER);
    expect(level(high, 0.1, 1.9)).toBeLessThan(FULL - OTHER);
    // No step is larger than the louder tone's own.
    expect(largestStep(await soundOf(out))).toBeLessThan(((2 * Math.PI * 2000) / RATE) * 0.25 * 1.2);
  });

  it('goes on without a dip where pieces of a source follow each other, and repeats with its piece', async () => {
    const clips = [await makeClip('long.mp4', 500)];
    const { out } = await render('on.mp4', { clips, settings: { mode: 'random', seed: 1, duration: 8 } });
    const sound = await soundOf(out);
    // Four pieces of two seconds: 0, 2, 0, 2 or 2, 0, 2, 0. At one joint or two it goes on as in the source.
    const dips = [2, 4, 6].filter((joint) => level(sound, joint - 0.005, joint + 0.005) < FULL - 6);
    const goesOn = [2, 4, 6].filter((joint) => level(sound, joint - 0.005, joint + 0.005) > FULL - 1);
    expect(dips.length + goesOn.length).toBe(3);
    expect(goesOn.length).toBeGreaterThanOrEqual(1);
    for (const at of [0.5, 2.5, 4.5, 6.5]) expect(level(sound, at, at + 1)).toBeCloseTo(FULL, 0);
  });

  it('is silence where a source has none or it cannot be decoded, and that is told', async () => {
    const good = await makeClip('good.mp4', 500);
    const mute = await makeClip('mute.mp4', null);
    const { out, report } = await render('mute.mp4', { clips: [mute, good] });
    expect(report.problems).toEqual([]);
    expect(report.silentSources).toEqual([
      {
        source: 'silent-mute.mp4',
        sourceIndex: 0,
        error: { category: 'unreadable-source', message: '“silent-mute.mp4” has no sound in it.' },
      },
    ]);
    const sound = await soundOf(out);
    expect(level(sound, 0.1, 1.9)).toBeLessThan(-90);
    expect(level(sound, 2.1, 3.8)).toBeCloseTo(FULL, 0);
  });

  it('is silence where it is damaged, and the pictures are there', async () => {
    const good = await makeClip('good.mp4', 500);
    const out = await render('deaf.mp4', {
      clips: [deafened(good, 'deaf-source.mp4', await soundPackets(good)), good],
    });
    expect(out.report.problems).toEqual([]);
    expect(out.report.silentSources).toEqual([
      {
        source: 'deaf-source.mp4',
        sourceIndex: 0,
        error: expect.objectContaining({ category: 'unreadable-source' }),
      },
    ]);
    const sound = await soundOf(out.out);
    expect(level(sound, 0.1, 1.9)).toBeLessThan(-90);
    expect(level(sound, 2.1, 3.8)).toBeCloseTo(FULL, 0);
  });

  it('gets quieter under the voice as music does', async () => {
    const clips = [await makeClip('under.mp4', 500, 8)];
    const voice = folder.file('voice.wav');
    const words = `aevalsrc='0.3*sin(2*PI*2000*t)*between(t,2,4)':sample_rate=${RATE}:duration=6`;
    await runFfmpeg(['-f', 'lavfi', '-i', words, voice]);
    const settings = { maxClipDuration: 6, duck: { depthDb: 12 } };
    const { out } = await render('duck.mp4', { clips, voiceOver: voice, settings });
    const own = await soundOf(out, 500);
    expect(level(own, 2.3, 3.7) - level(own, 0.5, 1.5)).toBeCloseTo(-12, 0);
  });
});

describe('where a clip fails midway', () => {
  it('music is as long as what is left of the video', async () => {
    const clips = [await makeClip('one.mp4', 500), emptied(await makeClip('two.mp4', 900), 'bad.mp4')];
    clips.push(await makeClip('three.mp4', 2000));
    const music = await makeTone(folder.file('music.wav'), 3);
    const { report } = await render('shorter.mp4', { clips, music, settings: { clipVolume: 0, threads: 1 } });
    expect(report.problems.map(({ source }) => source)).toEqual(['bad.mp4']);
    expect(report.output.frames).toBe(120);
  });

  it('the sounds of the clips behind it move up with their pictures', async () => {
    const clips = ['one.mp4', 'bad.mp4', 'three.mp4'].map((name) => folder.file(name));
    const { out, report } = await render('moved.mp4', { clips, settings: { threads: 1 } });
    expect(report.problems.map(({ source }) => source)).toEqual(['bad.mp4']);
    const [first, third] = [await soundOf(out, 500), await soundOf(out, 2000)];
    expect(level(first, 0.2, 1.9)).toBeCloseTo(FULL, 0);
    expect(level(third, 2.1, 3.8)).toBeCloseTo(FULL, 0);
    expect(level(first, 2.2, 3.8)).toBeLessThan(FULL - OTHER);
  });
});
