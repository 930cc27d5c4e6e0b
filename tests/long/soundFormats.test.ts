import { afterAll, beforeAll, describe, it } from 'vitest';
import { tempDir } from '../browser/support/tempDir';
import { expectExactAlone, FPS } from '../browser/support/voiceOvers';
import { makeCountedClip } from '../media/makeCountedClip';
import { makeSoundFile, SOUND_FORMATS } from '../media/soundFiles';

const folder = tempDir();
const clip = folder.file('clip.mp4');

beforeAll(() => makeCountedClip({ path: clip, clipId: 1, width: 64, height: 64, fps: FPS, seconds: 2 }));
afterAll(() => folder[Symbol.dispose]());

describe('the video is as long as its voice-over really is, where there is one alone', () => {
  it.each(SOUND_FORMATS)('$name', async (format) => {
    const voiceOver = folder.file(format.name);
    await makeSoundFile(voiceOver, format);
    await expectExactAlone({ clips: [clip], voiceOver, out: folder.file('out.mp4') });
  });
});
