import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliploomSession, openCliploom } from '../../scripts/lib/driver';
import { decodeWarnings, frameTimes } from '../browser/support/ffprobe';
import { tempDir } from '../browser/support/tempDir';
import { MEDIA, realSounds, realVideos } from '../media/realMedia';

/** Its only recovery point comes half a second before its end; nothing before it can be decoded. */
const LATE = { file: 'no-initial-keyframe.ts', frames: 14 };

describe.skipIf(realVideos.length === 0)('real media', () => {
  const folder = tempDir();
  let session: CliploomSession;
  beforeAll(async () => {
    session = await openCliploom({ engine: 'ffmpeg' });
  });
  afterAll(async () => {
    await session?.close();
    folder[Symbol.dispose]();
  });

  const render = (name: string, clips: string[], voiceOver?: string) =>
    session.renderFiles({
      clips: clips.map((file) => join(MEDIA, file)),
      voiceOver: voiceOver && join(MEDIA, voiceOver),
      out: folder.file(name),
      settings: { size: { width: 320, height: 240 }, fit: 'contain', mode: 'sequential', maxClipDuration: 1 },
    });

  it.each(realVideos.map(({ file, seconds }) => [file, seconds] as const))(
    '%s becomes a clip',
    async (file, seconds) => {
      const out = `${file}.mp4`;
      const report = await render(out, [file]);
      expect(report.problems).toEqual([]);
      const whole = Number.isNaN(seconds) ? 30 : Math.min(30, Math.floor(seconds * 30));
      const frames = file === LATE.file ? LATE.frames : whole;
      expect(await frameTimes(folder.file(out))).toHaveLength(frames);
      expect(await decodeWarnings(folder.file(out))).toBe('');
    },
  );

  it('all of them fit together in one video', async () => {
    const report = await render(
      'all.mp4',
      realVideos.map(({ file }) => file),
    );
    expect(report.problems).toEqual([]);
    expect(await decodeWarnings(folder.file('all.mp4'))).toBe('');
  });

  it('all of each, in pieces, with nothing left out', async () => {
    const report = await session.renderFiles({
      clips: realVideos.map(({ file }) => join(MEDIA, file)),
      out: folder.file('pieces.mp4'),
      settings: { size: { width: 320, height: 240 }, fit: 'contain', mode: 'random', maxClipDuration: 1.7 },
    });
    expect(report.problems).toEqual([]);
    expect(await decodeWarnings(folder.file('pieces.mp4'))).toBe('');
  });

  it.each(realSounds.map(({ file, seconds }) => [file, seconds] as const))(
    '%s becomes a voice-over',
    async (file, seconds) => {
      const { output } = await render('voice.mp4', [realVideos[0]!.file], file);
      // Headers of MP3 files count the encoder's padding, or the wrong thing altogether.
      expect(Math.abs(output.durationSeconds - seconds)).toBeLessThan(0.15);
      expect(await decodeWarnings(folder.file('voice.mp4'))).toBe('');
    },
  );
});
