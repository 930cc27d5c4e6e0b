import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ClipFile, CliploomSession, FileRender } from '../../../scripts/lib/driver';
import { PROJECT } from '../../../scripts/lib/paths';
import type { ClipOptions } from '../../../src/plan/clipSettings';
import { blendAfter } from '../../../src/plan/effects';
import { resolvePlanSettings } from '../../../src/plan/settings';
import type { FrameRate, Size } from '../../../src/render';
import { makeBrokenAv1 } from '../../media/brokenAv1';
import { makeCountedClip } from '../../media/makeCountedClip';
import { readCountedVideo } from '../../media/readCountedVideo';
import { runFfmpeg } from '../../media/runFfmpeg';
import { makeAv1, TROUBLES } from '../../media/troubles';
import { beginScripts } from '../support/alteredScripts';
import { compareSheets, renderSheet, showStretch } from '../support/contactSheet';
import { decodeWarnings, ffprobeJson, frameTimes } from '../support/ffprobe';
import { likeness } from '../support/nativePicture';
import { openSession, warmRenders } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const sample = (name: string): string => join(PROJECT, 'public', 'samples', `${name}.mp4`);
const size = { width: 320, height: 180 };
const session = warmRenders('webcodecs');

afterAll(() => folder[Symbol.dispose]());

const render = async (request: Omit<FileRender, 'out'>, out = folder.file('out.mp4')): Promise<string> => {
  const settings = { mode: 'sequential', engine: 'webcodecs', ...request.settings } as const;
  const report = await session.renderFiles({ ...request, out, settings });
  expect(report.engine, report.engineReason).toBe(settings.engine);
  expect(report.problems).toEqual([]);
  expect(await decodeWarnings(out)).toBe('');
  return out;
};

/** The frame that is on screen at this time, looking ahead by almost half an output frame as docs/design.md says. */
const frameOnScreen = (output: number, outputFps: number, sourceFps: number): number =>
  Math.floor(((output + 0.45) / outputFps) * sourceFps + 1e-6);

describe('frames, read back from the MP4', () => {
  it.each<FrameRate>([30, 60])(
    'at %i fps: exactly the planned ones, from 24, 25, 30 and 60 fps, and evenly spaced',
    async (fps) => {
      const rates = [24, 25, 30, 60];
      const clips = rates.map((rate) => folder.file(`counted-${rate}.mp4`));
      for (const [clipId, path] of clips.entries())
        await makeCountedClip({ path, clipId, fps: rates[clipId]!, seconds: 1.5, ...size });
      const voiceOver = await makeTone(folder.file('voice.wav'), 6.51);
      const out = await render({ clips, voiceOver, settings: { size, fps, maxClipDuration: 1.5 } });

      const perClip = 1.5 * fps;
      const expected = Array.from({ length: Math.ceil(6.51 * fps) }, (_, frame) => {
        const clipId = Math.floor(frame / perClip) % rates.length;
        return { clipId, frame: frameOnScreen(frame % perClip, fps, rates[clipId]!) };
      });
      expect(await readCountedVideo(out, { target: size, fit: 'cover', sourceSizes: [size] })).toEqual(
        expected,
      );
      for (const [frame, time] of (await frameTimes(out)).entries()) expect(time).toBeCloseTo(frame / fps, 4);
    },
  );

  it.each([0.5, 2])('at %f× speed', async (speed) => {
    const path = folder.file('speed.mp4');
    await makeCountedClip({ path, clipId: 5, fps: 30, seconds: 2, ...size });
    const out = await render({ clips: [path], settings: { size, speed, maxClipDuration: 0.8 } });
    const read = await readCountedVideo(out, { target: size, fit: 'cover', sourceSizes: [size] });
    expect(read).toEqual(
      Array.from({ length: 24 }, (_, frame) => ({ clipId: 5, frame: frameOnScreen(frame, 30, 30 * speed) })),
    );
  });

  describe.each(['webcodecs', 'ffmpeg'] as const)('to the end of the piece, by %s', (engine) => {
    const firstSecond = async (path: string) => {
      const out = await render({ clips: [path], settings: { engine, size, maxClipDuration: 1 } });
      return readCountedVideo(out, { target: size, fit: 'cover', sourceSizes: [size] });
    };

    it('where a recording of a screen rests: the last picture stays', async () => {
      const path = folder.file('rests.mkv');
      const rest = ['-vf', "select='lt(n,20)+gte(n,50)'", '-fps_mode', 'vfr', '-force_key_frames', '1.5'];
      await makeCountedClip({ path, clipId: 6, fps: 30, seconds: 3, ...size, extraArgs: rest });
      expect(await firstSecond(path)).toEqual(
        Array.from({ length: 30 }, (_, frame) => ({ clipId: 6, frame: Math.min(frame, 19) })),
      );
    });

    it('where pictures before it come after the key frame behind it: an open GOP', async () => {
      const path = folder.file('open-gop.mp4');
      const openGop = 'keyint=30:min-keyint=30:scenecut=0:bframes=4:b-adapt=0:open-gop=1:log-level=none';
      const extraArgs = ['-x265-params', openGop];
      await makeCountedClip({ path, clipId: 7, fps: 30, seconds: 3, ...size, codec: 'libx265', extraArgs });
      expect(await firstSecond(path)).toEqual(
        Array.from({ length: 30 }, (_, frame) => ({ clipId: 7, frame })),
      );
    });
  });

  it('says what its pixels are, shows no frame out of order, and has a key frame every two seconds', async () => {
    const settings = { size, maxClipDuration: 5 };
    const out = await render({ clips: [sample('rain-pond'), sample('city-dusk')], settings });
    const [video] = (await ffprobeJson(out)).streams;
    expect(video).toMatchObject({
      ...{ codec_name: 'h264', profile: 'High', pix_fmt: 'yuv420p', has_b_frames: 0 },
      ...{ color_range: 'tv', color_space: 'bt709', color_transfer: 'bt709', color_primaries: 'bt709' },
    });
    const keys = await runFfmpeg([
      ...['-skip_frame', 'nokey', '-i', out, '-vf', 'showinfo', '-f', 'null', '-'],
    ]);
    const times = [...keys.matchAll(/pts_time:([\d.]+)/g)].map(([, time]) => Number(time));
    expect(times).toEqual([0, 2, 4, 5, 7, 9]);
  });
});

const trouble = async (name: string): Promise<string> => {
  const path = folder.file(name);
  await TROUBLES.find((known) => known.name === name)?.make(path);
  return path;
};

const still = async (): Promise<string> => {
  const path = folder.file('still.png');
  await runFfmpeg(['-y', '-ss', '1', '-i', sample('misty-hills'), '-frames:v', '1', path]);
  return path;
};

const subtitles = (): string => {
  const path = folder.file('subtitles.srt');
  writeFileSync(path, '1\n00:00:00,200 --> 00:00:01,500\nThe same words\nin the same place\n');
  return path;
};

const logo = async (): Promise<string> => {
  const path = folder.file('logo.png');
  await runFfmpeg(['-y', '-f', 'lavfi', '-i', 'color=red:s=200x100', '-frames:v', '1', path]);
  return path;
};

const tall = { width: 180, height: 320 };

/** Scenes that are easily encoded: what is compared is the look, not the codecs. */
const one = async (own: ClipOptions): Promise<ClipFile[]> => [{ path: sample('misty-hills'), ...own }];
const two = async (transition: ClipOptions['transition'], seconds = 1): Promise<ClipFile[]> => [
  {
    ...{ path: sample('misty-hills'), maxClipDuration: 1.5 * seconds },
    ...{ transition, transitionDuration: seconds },
  },
  { path: sample('sunrise-sea'), maxClipDuration: 1.5 * seconds },
];
/** A seed decides from which side the next picture comes: here they are, each kind's four pairs after each other. */
const SIDED = ['wipe', 'slide-over'].flatMap((kind) => [1, 2, 3, 4].map((count) => `${kind} ${count}`));
const sidesBy = (seed: number): readonly string[] =>
  SIDED.map((look, pair) => {
    const transition = look.startsWith('wipe') ? 'wipe' : 'slide-over';
    const blend = blendAfter(2 * pair, resolvePlanSettings({ transition, seed }));
    return 'side' in blend ? `${blend.kind} ${blend.side}` : '';
  });
/** The first by which both come from every side. */
const SEED = [...Array(10_000).keys()].find((seed) => new Set(sidesBy(seed)).size === SIDED.length);
const file = (name: string) => async (): Promise<ClipFile[]> => [{ path: await trouble(name) }];
type Looks = Readonly<Record<string, () => Promise<ClipFile[]>>>;

const named = <Name extends string>(
  names: readonly Name[],
  look: (name: Name) => () => Promise<ClipFile[]>,
  title = (name: Name): string => name,
): Looks => Object.fromEntries(names.map((name) => [title(name), look(name)]));

/** Looks that clips of one video can have, by the size of the video. */
const SHEETS: readonly { readonly size: Size; readonly looks: Looks }[] = [
  {
    size: tall,
    looks: {
      cover: () => one({}),
      contain: () => one({ fit: 'contain', barColor: '#2080c0' }),
      blur: () => one({ fit: 'blur' }),
    },
  },
  {
    size,
    looks: {
      'turned and mirrored': file('turned by 90 and mirrored.mp4'),
      'upside down': file('upside down.mp4'),
      'pixels that are not square': file('sar 2 to 1.mp4'),
      'full range': file('full range.mp4'),
      'BT.601': file('bt601.mp4'),
      HDR: file('hdr10.mp4'),
      HEVC: file('hevc.ts'),
      'MPEG-2': file('mpeg2.mpg'),
      interlaced: file('interlaced.mp4'),
      AV1: async () => {
        const path = folder.file('av1.mp4');
        await makeAv1(path);
        return [{ path }];
      },
      'twice as fast': () => one({ speed: 2 }),
      'half as fast': () => one({ speed: 0.5 }),
      ...named(
        ['fade-in', 'fade-out', 'slide-in', 'slide-out', 'zoom-in', 'zoom-out'],
        (transition) => () => one({ transition }),
      ),
      ...named(['crossfade', 'dip-to-black'], (kind) => () => two(kind)),
      ...named(
        ['in', 'out', 'pan', 'none'],
        (kenBurns) => async () => [{ path: await still(), kenBurns }],
        (kenBurns) => `a still, moved: ${kenBurns}`,
      ),
    },
  },
  { size, looks: named(SIDED, (look) => () => two(look.startsWith('wipe') ? 'wipe' : 'slide-over', 0.4)) },
];

/** Looks of a whole video. */
const WHOLE: Readonly<Record<string, () => Promise<Partial<FileRender>>>> = {
  'faded at both ends': async () => ({ settings: { startFade: 0.4, endFade: 0.4 } }),
  captions: async () => ({ subtitles: subtitles() }),
  'a watermark': async () => ({ watermark: { path: await logo(), opacity: 0.6 } }),
};

const LEAST = { ssim: 0.95, psnr: 30 };

it('wipes and slides come from every side', () => {
  expect(new Set(sidesBy(SEED ?? -1)).size).toBe(8);
});

describe('looks as ffmpeg’s engine makes it', () => {
  const sheetBy = async (engine: 'webcodecs' | 'ffmpeg', clips: readonly ClipFile[], of: Size) => {
    const out = folder.file(`${engine}-${of.width}-${clips.length}.mp4`);
    const settings = { size: of, maxClipDuration: 1, mode: 'sequential', engine, seed: SEED } as const;
    const sheet = await renderSheet(session, { clips, out, settings });
    expect(sheet.report.engine, sheet.report.engineReason).toBe(engine);
    return sheet;
  };

  for (const { size: of, looks } of SHEETS) {
    const compare = async () => {
      const places = new Map<string, readonly [first: number, last: number]>();
      const clips: ClipFile[] = [];
      for (const [name, look] of Object.entries(looks)) {
        const first = clips.length;
        clips.push(...(await look()));
        places.set(name, [first, clips.length - 1]);
      }
      const mine = await sheetBy('webcodecs', clips, of);
      const theirs = await sheetBy('ffmpeg', clips, of);
      return { mine, theirs, places, likenessOf: await compareSheets(mine, theirs) };
    };
    let comparing: ReturnType<typeof compare> | null = null;
    const compared = () => {
      comparing ??= compare();
      return comparing;
    };

    it(`each frame of ${of.width} × ${of.height} at its time, without a warning: ${Object.keys(looks)[0]} …`, async () => {
      const { mine, theirs } = await compared();
      expect([mine.report.problems, theirs.report.problems]).toEqual([[], []]);
      expect(await decodeWarnings(mine.path)).toBe('');
      expect(await decodeWarnings(theirs.path)).toBe('');
      expect(await frameTimes(mine.path)).toEqual(await frameTimes(theirs.path));
    });

    it.each(Object.keys(looks))('%s', async (name) => {
      const { mine, theirs, places, likenessOf } = await compared();
      const [first, last] = places.get(name)!;
      const { ssim, psnr } = likenessOf(first, last);
      if (ssim >= LEAST.ssim && psnr >= LEAST.psnr) return;
      const there = { ...theirs.stretchOf(first), path: theirs.path };
      const picture = await showStretch(mine, first, there, `looks ${name}`);
      expect.fail(`SSIM ${ssim.toFixed(3)}, PSNR ${psnr.toFixed(1)} dB: see ${picture}, by ffmpeg below`);
    });
  }

  it.each(Object.entries(WHOLE))('%s', async (_, more) => {
    const { settings, ...request } = await more();
    const all = { clips: [sample('misty-hills')], ...request };
    const usual = { size, maxClipDuration: 1, ...settings };
    const [mine, theirs] = [folder.file('webcodecs.mp4'), folder.file('ffmpeg.mp4')];
    await render({ ...all, settings: usual }, mine);
    await render({ ...all, settings: { ...usual, engine: 'ffmpeg' } }, theirs);
    expect(await frameTimes(mine)).toEqual(await frameTimes(theirs));
    const { ssim, psnr } = await likeness(mine, theirs);
    expect(ssim).toBeGreaterThanOrEqual(LEAST.ssim);
    expect(psnr).toBeGreaterThanOrEqual(LEAST.psnr);
  });
});

it('AV1 that breaks in the middle is named', async () => {
  const path = folder.file('broken.mp4');
  await makeBrokenAv1(path);
  const report = await session.renderFiles({
    clips: [path, sample('misty-hills')],
    out: folder.file('out.mp4'),
    settings: { size, mode: 'sequential', maxClipDuration: 1, engine: 'webcodecs' },
  });
  expect(report.problems).toMatchObject([{ source: 'broken.mp4', error: { category: 'unreadable-source' } }]);
});

describe('an encoder that fails', () => {
  const clips = [sample('misty-hills'), sample('sunrise-sea')];
  const settings = { size, mode: 'sequential', maxClipDuration: 1, engine: 'webcodecs' } as const;

  /** A session of its own whose workers run this line first; it may put another `VideoEncoder` in place of `Real`. */
  const withWorkers = async (line: string, use: (own: CliploomSession) => Promise<void>): Promise<void> => {
    const own = await openSession();
    try {
      await beginScripts(own.page, /clip-processor[^/]*\.js/, `const Real = VideoEncoder;${line};`);
      await use(own);
    } finally {
      await own.close();
    }
  };
  const failing = (when: string): string =>
    `let count = 0; let made = 0; globalThis.VideoEncoder = class extends Real {
      constructor(init) { super(init); made += 1; this.frames = 0; }
      encode(...args) {
        this.frames += 1; count += 1;
        if (${when}) throw new DOMException('lost', 'OperationError');
        super.encode(...args);
      }
    }`;
  const expectWhole = async (out: string): Promise<void> => {
    expect(await frameTimes(out)).toHaveLength(60);
    expect(await decodeWarnings(out)).toBe('');
  };

  it('once, in the middle of a clip: it is made again, and the clip with it', () =>
    withWorkers(failing('made === 1 && count === 20'), async (own) => {
      const out = folder.file('lost-once.mp4');
      const report = await own.renderFiles({ clips, out, settings });
      expect(report).toMatchObject({ engine: 'webcodecs', problems: [] });
      expect(report.clips.map(({ frames, attempts }) => [frames, attempts])).toEqual([
        [30, 1],
        [30, 1],
      ]);
      await expectWhole(out);
    }));

  it('again and again: ffmpeg makes the whole video, and the result says why', () =>
    withWorkers(failing('this.frames === 20'), async (own) => {
      const out = folder.file('lost.mp4');
      const report = await own.renderFiles({ clips, out, settings });
      expect(report).toMatchObject({ engine: 'ffmpeg', problems: [] });
      expect(report.engineReason).toBe('The browser’s own encoder failed.');
      await expectWhole(out);
    }));

  it('that writes other parameter sets for one of the clips is not joined with the others', () =>
    withWorkers(
      `globalThis.VideoEncoder = class extends Real {
        configure(config) { super.configure({ ...config, codec: 'avc1.42e01e' }); }
      }`,
      async (own) => {
        const out = folder.file('other.mp4');
        const report = await own.renderFiles({ clips, out, settings });
        expect(report).toMatchObject({ engine: 'ffmpeg', problems: [] });
        await expectWhole(out);
      },
    ));

  it('though the browser says that it works is found out before the first clip', async () => {
    const own = await openSession();
    try {
      await own.page.evaluate(() => {
        globalThis.VideoEncoder = class extends VideoEncoder {
          override encode(): void {
            throw new DOMException('not really', 'OperationError');
          }
        };
      });
      const out = folder.file('lie.mp4');
      const report = await own.renderFiles({ clips, out, settings });
      expect(report).toMatchObject({ engine: 'ffmpeg', problems: [] });
      expect(report.engineReason).toMatch(/avc1.*not really/);
      await expectWhole(out);
    } finally {
      await own.close();
    }
  });
});
