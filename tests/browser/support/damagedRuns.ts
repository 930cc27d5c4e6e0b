import { readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RenderError } from '../../../src/shared/errors';
import { type Damaged, damage } from '../../media/damage';
import { SUBTITLE_FILES } from '../../media/subtitleFiles';
import { TROUBLES } from '../../media/troubles';
import { decodeWarnings, frameTimes } from './ffprobe';
import { warmRenders } from './session';
import { makeTone } from './sound';
import { tempDir } from './tempDir';

const FPS = 30;
const SECONDS = 60;
/** A file's own faults. Anything else would be ours: a crash, a hang, a wrong length that was noticed too late. */
const NAMED_REASONS: readonly string[] = ['unreadable-source', 'unsupported-codec'];
const SOUNDS = ['sound.mp3', 'sound.m4a', 'sound.wav', 'sound.flac', 'sound.ogg'];
/** Every so many-th accident happens to a sound file. */
const SOUND_EVERY = 5;
/** Subtitle files beside so many accidents of clips and sounds: many more of them are read without a browser. */
const CLIPS_PER_SUBTITLES = 4;

/** Declares a test for each of `count` damaged files: it becomes a clip (or sound, or subtitles), or a reason that names it. */
export const describeDamagedRuns = (count: number): void => {
  const folder = tempDir();
  const good = folder.file('good.mp4');
  const made = new Set<string>();
  const session = warmRenders('ffmpeg');
  beforeAll(async () => {
    await TROUBLES[0]?.make(good);
  });
  afterAll(async () => {
    folder[Symbol.dispose]();
  });

  const whole = async (name: string, make: (path: string) => Promise<unknown>): Promise<Uint8Array> => {
    const path = folder.file(name);
    if (!made.has(name)) await make(path);
    made.add(name);
    return readFileSync(path);
  };
  const damagedFile = (name: string, bytes: Uint8Array): string => {
    const path = folder.file(`damaged${extname(name)}`);
    writeFileSync(path, bytes);
    return path;
  };
  const render = (clips: string[], more: { voiceOver?: string; subtitles?: string } = {}) =>
    session.renderFiles({
      clips,
      ...more,
      out: folder.file('out.mp4'),
      timeoutSeconds: SECONDS,
      settings: {
        ...{ size: { width: 160, height: 120 }, fit: 'contain', fps: FPS },
        ...{ mode: 'sequential', maxClipDuration: 1, softSubtitles: more.subtitles !== undefined },
      },
    });
  const expectWholeVideo = async (frames: number): Promise<void> => {
    expect(await frameTimes(folder.file('out.mp4'))).toHaveLength(frames);
    expect(await decodeWarnings(folder.file('out.mp4'))).toBe('');
  };

  const clipRun = async (name: string, seed: number, make: (path: string) => Promise<void>) => {
    const { bytes, accident } = damage(await whole(name, make), seed);
    const report = await render([damagedFile(name, bytes), good]);
    const failed = report.problems.map(({ error }) => error);
    for (const error of failed) {
      expect(NAMED_REASONS, `${accident}: ${error.message}`).toContain(error.category);
      expect(error.message).toContain(`“damaged${extname(name)}”`);
    }
    const shown = report.clips.filter(({ status }) => status === 'encoded');
    expect(shown).toHaveLength(2 - failed.length);
    await expectWholeVideo(shown.reduce((sum, { frames }) => sum + frames, 0));
  };

  /** A file without which there can be no video: there is a whole one, or a reason that names it. */
  const requiredRun = async (name: string, { bytes, accident }: Damaged, as: 'voiceOver' | 'subtitles') => {
    try {
      const { output } = await render([good], { [as]: damagedFile(name, bytes) });
      await expectWholeVideo(output.frames);
    } catch (thrown) {
      if (!(thrown instanceof RenderError)) throw thrown;
      expect(NAMED_REASONS, `${accident}: ${thrown.message}`).toContain(thrown.category);
      expect(thrown.message).toContain(`“damaged${extname(name)}”`);
    }
  };
  const soundRun = async (name: string, seed: number) =>
    requiredRun(name, damage(await whole(name, (path) => makeTone(path, 1)), seed), 'voiceOver');

  describe('damaged files become clips, or are left out with a reason', () => {
    for (let seed = 1; seed <= count; seed++) {
      // A step that has no factor in common with the number of files goes through all of them.
      const trouble = TROUBLES[(seed * 7) % TROUBLES.length];
      const sound = SOUNDS[(seed / SOUND_EVERY) % SOUNDS.length];
      if (seed % SOUND_EVERY === 0 && sound) {
        it(`accident ${seed}: ${sound}`, () => soundRun(sound, seed));
      } else if (trouble) {
        it(`accident ${seed}: ${trouble.name}`, () => clipRun(trouble.name, seed, trouble.make));
      }
    }
    for (let seed = 1; seed <= count / CLIPS_PER_SUBTITLES; seed++) {
      const file = SUBTITLE_FILES[seed % SUBTITLE_FILES.length];
      if (!file) continue;
      it(`accident ${seed}: ${file.name}`, () =>
        requiredRun(file.name, damage(file.make(), seed), 'subtitles'));
    }
  });
};
