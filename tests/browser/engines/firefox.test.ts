import { mkdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findFirefox } from '../../../scripts/lib/firefox';
import { makeCountedClip } from '../../media/makeCountedClip';
import { sha256 } from '../support/cachePage';
import { CliploomInFirefox } from '../support/firefox/cliploomInFirefox';
import { warmRenders } from '../support/session';
import { tempDir } from '../support/tempDir';

const executable = findFirefox();

/** The long tier has the rest of what Firefox has to do. */
it.skipIf(executable === null)('Firefox makes the same bytes as Chromium', async () => {
  using folder = tempDir();
  const clips = [0, 1].map((id) => folder.file(`clip-${id}.mp4`));
  for (const [clipId, path] of clips.entries())
    await makeCountedClip({ path, clipId, width: 320, height: 180, fps: 30, seconds: 2, withAudio: true });
  const settings = {
    size: { width: 320, height: 180 },
    engine: 'ffmpeg',
    mode: 'random',
    seed: 5,
    maxClipDuration: 0.5,
    transition: 'crossfade',
    clipVolume: 1,
  } as const;
  const [there, here] = ['firefox.mp4', 'chromium.mp4'].map(folder.file) as [string, string];
  mkdirSync(folder.file('profile'));
  const firefox = await CliploomInFirefox.open(executable ?? '', folder.file('profile'));
  try {
    expect((await firefox.renderFiles({ clips, out: there, settings })).problems).toEqual([]);
  } finally {
    await firefox.close();
  }
  await warmRenders().renderFiles({ clips, out: here, settings });
  expect(sha256(there)).toBe(sha256(here));
});
