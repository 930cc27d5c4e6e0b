import { describe, expect, it } from 'vitest';
import { readSubtitles } from '../../src/media/subtitles/read';
import { RenderError } from '../../src/shared/errors';
import { damage } from '../media/damage';
import { SUBTITLE_FILES } from '../media/subtitleFiles';

const ACCIDENTS = 400;

describe('a damaged subtitle file ends in cues or a named reason', () => {
  it.each(SUBTITLE_FILES)('$name', async ({ name, make }) => {
    const whole = make();
    expect((await readSubtitles(new File([whole], name))).problems).toEqual([]);
    let read = 0;
    for (let seed = 1; seed <= ACCIDENTS; seed += 1) {
      const { bytes, accident } = damage(whole, seed);
      try {
        const { cues } = await readSubtitles(new File([new Uint8Array(bytes)], name));
        expect(cues.length, accident).toBeGreaterThan(0);
        read += 1;
      } catch (thrown) {
        if (!(thrown instanceof RenderError)) throw thrown;
        expect(thrown, accident).toMatchObject({
          category: 'unreadable-source',
          message: expect.stringContaining(`“${name}”`),
        });
      }
    }
    // Most accidents leave something to read.
    expect(read).toBeGreaterThan(ACCIDENTS / 2);
  });
});
