import { describe, expect, it } from 'vitest';
import { chooseEngines, type EngineAtHand, type Engines } from '../../src/render/engine';
import type { EngineTime } from '../../src/render/engineTimes';
import type { BrowserEncoder } from '../../src/shared/jobs';

const encoder = (hardwareAcceleration: HardwareAcceleration): BrowserEncoder => ({
  config: { codec: 'avc1.640028', width: 320, height: 180, hardwareAcceleration },
  description: new Uint8Array(4),
});
const SOFTWARE = { encoder: encoder('prefer-software'), sessions: null };
const HARDWARE = { encoder: encoder('prefer-hardware'), sessions: 2 };

const kindOf = ({ encoder: used }: EngineAtHand): string =>
  used?.config.hardwareAcceleration?.replace('prefer-', '') ?? 'ffmpeg';

type Kind = 'ffmpeg' | 'hardware' | 'software';
/** What a render of ten clips takes by each engine; in seconds, or all of it. */
type Times = Partial<Record<Kind, number | Partial<EngineTime>>>;

interface Question extends Partial<Engines> {
  readonly begunBy?: 'ffmpeg' | 'webcodecs';
  readonly encoders?: Engines['trial']['encoders'];
  readonly failures?: readonly string[];
}

const choose = async (times: Times, { choice = 'auto', begunBy, encoders, failures }: Question = {}) => {
  const trial = { encoders: encoders ?? [SOFTWARE], failures: failures ?? [] };
  const asked: string[] = [];
  const chosen = await chooseEngines(
    { choice, trial },
    {
      begunBy: begunBy ?? null,
      timeOf: async (engine) => {
        const kind = kindOf(engine);
        asked.push(kind);
        const time = times[kind as Kind] ?? 1;
        const usual = { ms: 0, measured: 0, kept: 0, clips: 10 };
        return typeof time === 'number' ? { ...usual, ms: time * 1000 } : { ...usual, ...time };
      },
    },
  );
  return { kinds: chosen.map(kindOf), reason: chosen[0]?.reason, chosen, asked };
};

describe('auto', () => {
  it('takes the browser’s encoder where it is clearly faster, and ffmpeg behind it', async () => {
    const { kinds, reason } = await choose({ software: 10, ffmpeg: 31 });
    expect(kinds).toEqual(['software', 'ffmpeg']);
    expect(reason).toBe(
      'The browser encodes avc1.640028 in software, about 3.1 times as fast as ffmpeg ' +
        '(as is usual; nothing was measured here yet).',
    );
  });

  it('takes ffmpeg where that is faster, or hardly slower', async () => {
    const slower = await choose({
      software: { ms: 20_000, measured: 5 },
      ffmpeg: { ms: 10_000, measured: 4 },
    });
    expect(slower.kinds).toEqual(['ffmpeg']);
    expect(slower.reason).toMatch(/only about 0\.5 times as fast as ffmpeg \(measured here\)/);
    const { kinds, reason } = await choose({ software: { ms: 10_000, measured: 1 }, ffmpeg: 12 });
    expect(kinds).toEqual(['ffmpeg']);
    expect(reason).toMatch(/only about 1\.2 times as fast .* \(one of them was measured here\)/);
    expect((await choose({ software: 10, ffmpeg: 12.6 })).kinds).toEqual(['software', 'ffmpeg']);
  });

  it('takes the faster one of two encoders first: hardware has only so many sessions', async () => {
    const both = { encoders: [HARDWARE, SOFTWARE] };
    const fast = await choose({ hardware: 5, software: 10, ffmpeg: 30 }, both);
    expect(fast.kinds).toEqual(['hardware', 'software', 'ffmpeg']);
    expect(fast.chosen[0]?.sessions).toBe(2);
    const few = await choose({ hardware: 15, software: 10, ffmpeg: 30 }, both);
    expect(few.kinds).toEqual(['software', 'hardware', 'ffmpeg']);
  });

  it('says why a browser cannot', async () => {
    const { kinds, reason, asked } = await choose({}, { encoders: [], failures: ['a', 'b'] });
    expect(kinds).toEqual(['ffmpeg']);
    expect(reason).toBe('The browser cannot encode such a video: a; b.');
    expect(asked).toEqual([]);
  });

  it('goes by what is there from before', async () => {
    const kept = await choose({ software: { ms: 10_000 }, ffmpeg: { ms: 4000, kept: 9 } });
    expect(kept.kinds).toEqual(['ffmpeg']);
    expect(kept.reason).toBe('9 of 10 clips were made by it before and need not be encoded again.');
    const all = await choose({ software: { ms: 0, kept: 10 }, ffmpeg: { ms: 10 } });
    expect(all.kinds).toEqual(['software', 'ffmpeg']);
    const none = await choose({ software: { ms: 0, kept: 10 }, ffmpeg: { ms: 0, kept: 10 } });
    expect(none.kinds).toEqual(['ffmpeg']);
  });

  it('continues with what began, whatever is faster', async () => {
    expect((await choose({ software: 1, ffmpeg: 90 }, { begunBy: 'ffmpeg' })).kinds).toEqual(['ffmpeg']);
    const { kinds, reason } = await choose({ software: 90, ffmpeg: 1 }, { begunBy: 'webcodecs' });
    expect(kinds).toEqual(['software', 'ffmpeg']);
    expect(reason).toBe('The video that is continued was begun with it.');
    expect((await choose({}, { begunBy: 'webcodecs', encoders: [] })).kinds).toEqual(['ffmpeg']);
  });
});

describe('a person’s choice', () => {
  it('wins over what is faster, kept or begun', async () => {
    const times = { software: 90, ffmpeg: { ms: 1, kept: 10 } };
    const webcodecs = await choose(times, { choice: 'webcodecs', begunBy: 'ffmpeg' });
    expect(webcodecs.kinds).toEqual(['software', 'ffmpeg']);
    expect(webcodecs.reason).toBe('It was chosen, and the browser encodes avc1.640028 in software.');
    const ffmpeg = await choose({ software: 1, ffmpeg: 90 }, { choice: 'ffmpeg', begunBy: 'webcodecs' });
    expect(ffmpeg.kinds).toEqual(['ffmpeg']);
    expect(ffmpeg.reason).toBe('It was chosen.');
    expect(ffmpeg.asked).toEqual([]);
  });
});
