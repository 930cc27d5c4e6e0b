import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MEDIA, realVideos } from '../../media/realMedia';
import { decodeWarnings, frameTimes } from '../support/ffprobe';
import { warmRenders } from '../support/session';
import { tempDir } from '../support/tempDir';

/** The long tier looks at each by itself, in pieces, and at the sounds. */
it.skipIf(realVideos.length === 0)('files made by others fit together in one video', async () => {
  using folder = tempDir();
  const out = folder.file('all.mp4');
  const report = await warmRenders('ffmpeg').renderFiles({
    clips: realVideos.map(({ file }) => join(MEDIA, file)),
    out,
    settings: { size: { width: 320, height: 240 }, fit: 'contain', mode: 'sequential', maxClipDuration: 1 },
  });
  expect(report.problems).toEqual([]);
  expect(report.clips.length).toBeGreaterThanOrEqual(realVideos.length);
  expect(await frameTimes(out)).toHaveLength(report.output.frames);
  expect(await decodeWarnings(out)).toBe('');
});
