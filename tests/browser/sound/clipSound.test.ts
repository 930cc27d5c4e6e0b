import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileRender } from '../../../scripts/lib/driver';
import { run } from '../../../scripts/lib/run';
import { makeCountedClip } from '../../media/makeCountedClip';
import { makeByFfmpeg } from '../../media/runFfmpeg';
import { decodeWarnings, ffprobeJson } from '../support/ffprobe';
import { warmRenders } from '../support/session';
import {
  decibels,
  largestStep,
  leftChannel,
  levelOf,
  makeSound,
  makeTone,
  only,
  part,
  RATE,
} from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const size = { width: 64, height: 64 };
const session = warmRenders('ffmpeg');

/** A counted clip with a tone of its own. */
const makeClip = async (name: string, frequency: number | null, seconds = 4): Promise<string> => {
  const silent = folder.file(`silent-${name}`);
  await makeCountedClip({ path: silent, clipId: 1, ...size, fps: 30, seconds });
  if (frequency === null) return silent;
  const wave = `0.5*sin(2*PI*${frequency}*t)`;
  const tone = `aevalsrc='${wave}|${wave}':sample_rate=${RATE}:duration=${seconds}`;
  const both = ['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'aac', '-movflags', '+faststart'];
  await makeByFfmpeg(folder.file(name), ['-i', silent, '-f', 'lavfi', '-i', tone, ...both]);
  return folder.file(name);
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
  const wanted = ['-select_streams', 'a:0', '-show_entries', 'packet=pos,size'];
  const args = ['-v', 'error', ...wanted, '-of', 'json', path];
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

/** At least so much of the other tones is taken away by {@link only}, in decibels. */
const OTHER = 28;

/** The level of the clips' own tones. */
const FULL = levelOf(0.5);

const render = async (name: string, request: Omit<FileRender, 'out'>) => {
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

/** The level from one second to another. */
const level = (values: Float32Array, from: number, until: number): number =>
  decibels(part(values, from, until));

afterAll(() => folder[Symbol.dispose]());

describe('the clips’ own sound', () => {
  let sheet: Awaited<ReturnType<typeof render>>;
  let heard: Float32Array;

  /** Which of the sources from one to before another are silent, and why. */
  const silentAmong = (from: number, to: number) =>
    sheet.report.silentSources.filter(({ sourceIndex }) => sourceIndex >= from && sourceIndex < to);

  // Two seconds each: two tones, then each sort of silence and a tone behind it.
  beforeAll(async () => {
    const good = await makeClip('good.mp4', 500);
    const deaf = deafened(good, 'deaf.mp4', await soundPackets(good));
    const tones = [await makeClip('low.mp4', 500), await makeClip('high.mp4', 2000)];
    const clips = [...tones, await makeClip('mute.mp4', null), good, deaf, good];
    sheet = await render('sheet.mp4', { clips, settings: { clipVolume: 0.5 } });
    heard = await leftChannel(sheet.out);
  });

  it('is heard with its pictures, in its volume, and joined without a click', async () => {
    expect(silentAmong(0, 2)).toEqual([]);
    expect(sheet.report.output.sound.clipVolume).toBe(0.5);
    const [low, high] = [await leftChannel(sheet.out, only(500)), await leftChannel(sheet.out, only(2000))];
    expect(level(low, 0.2, 1.9)).toBeCloseTo(FULL - 6, 0);
    expect(level(high, 2.1, 3.8)).toBeCloseTo(FULL - 6, 0);
    expect(level(low, 2.1, 3.9)).toBeLessThan(FULL - OTHER);
    expect(level(high, 0.1, 1.9)).toBeLessThan(FULL - OTHER);
    // No step is larger than the louder tone's own, into silence and out of it neither.
    expect(largestStep(heard)).toBeLessThan(((2 * Math.PI * 2000) / RATE) * 0.25 * 1.2);
  });

  it('is silence where a source has none, and that is told', () => {
    expect(sheet.report.problems).toEqual([]);
    expect(silentAmong(2, 4)).toEqual([
      {
        source: 'silent-mute.mp4',
        sourceIndex: 2,
        error: { category: 'unreadable-source', message: '“silent-mute.mp4” has no sound in it.' },
      },
    ]);
    expect(level(heard, 4.1, 5.9)).toBeLessThan(-90);
    expect(level(heard, 6.1, 7.8)).toBeCloseTo(FULL - 6, 0);
  });

  it('is silence where it is damaged, and the pictures are there', () => {
    expect(sheet.report.problems).toEqual([]);
    expect(silentAmong(4, 6)).toEqual([
      {
        source: 'deaf.mp4',
        sourceIndex: 4,
        error: expect.objectContaining({ category: 'unreadable-source' }),
      },
    ]);
    expect(sheet.report.output.frames).toBe(6 * 60);
    expect(level(heard, 8.1, 9.9)).toBeLessThan(-90);
    expect(level(heard, 10.1, 11.8)).toBeCloseTo(FULL - 6, 0);
  });

  it('goes on without a dip where pieces of a source follow each other, and repeats with its piece', async () => {
    const clips = [await makeClip('long.mp4', 500)];
    const { out } = await render('on.mp4', { clips, settings: { mode: 'random', seed: 1, duration: 8 } });
    const sound = await leftChannel(out);
    // Four pieces of two seconds: 0, 2, 0, 2 or 2, 0, 2, 0. At one joint or two it goes on as in the source.
    const dips = [2, 4, 6].filter((joint) => level(sound, joint - 0.005, joint + 0.005) < FULL - 6);
    const goesOn = [2, 4, 6].filter((joint) => level(sound, joint - 0.005, joint + 0.005) > FULL - 1);
    expect(dips.length + goesOn.length).toBe(3);
    expect(goesOn.length).toBeGreaterThanOrEqual(1);
    for (const at of [0.5, 2.5, 4.5, 6.5]) expect(level(sound, at, at + 1)).toBeCloseTo(FULL, 0);
  });

  it('gets quieter under the voice as music does', async () => {
    const clips = [await makeClip('under.mp4', 500, 8)];
    const voiceOver = await makeSound(folder.file('voice.wav'), '0.3*sin(2*PI*2000*t)*between(t,2,4)', 6);
    const settings = { maxClipDuration: 6, duck: { depthDb: 12 } };
    const { out } = await render('duck.mp4', { clips, voiceOver, settings });
    const own = await leftChannel(out, only(500));
    expect(level(own, 2.3, 3.7) - level(own, 0.5, 1.5)).toBeCloseTo(-12, 0);
  });
});

describe('where a clip fails midway', () => {
  let clips: string[];

  beforeAll(async () => {
    const bad = emptied(await makeClip('two.mp4', 900), 'bad.mp4');
    clips = [await makeClip('one.mp4', 500), bad, await makeClip('three.mp4', 2000)];
  });

  it('music is as long as what is left of the video', async () => {
    const music = await makeTone(folder.file('music.wav'), 3);
    const { report } = await render('shorter.mp4', { clips, music, settings: { clipVolume: 0, threads: 1 } });
    expect(report.problems.map(({ source }) => source)).toEqual(['bad.mp4']);
    expect(report.output.frames).toBe(120);
  });

  it('the sounds of the clips behind it move up with their pictures', async () => {
    const { out, report } = await render('moved.mp4', { clips, settings: { threads: 1 } });
    expect(report.problems.map(({ source }) => source)).toEqual(['bad.mp4']);
    const [first, third] = [await leftChannel(out, only(500)), await leftChannel(out, only(2000))];
    expect(level(first, 0.2, 1.9)).toBeCloseTo(FULL, 0);
    expect(level(third, 2.1, 3.8)).toBeCloseTo(FULL, 0);
    expect(level(first, 2.2, 3.8)).toBeLessThan(FULL - OTHER);
  });
});
