import { beforeAll, describe, expect, it } from 'vitest';
import { type Script, scriptsWithoutFont } from '../../../scripts/lib/fonts';
import { SAFE_MARGIN } from '../../../src/plan/captions/place';
import {
  drawnCaptions as captions,
  inkOf,
  PORTRAIT,
  placeOf,
  replyTo,
  showPictures,
  spokenWords,
} from '../support/drawnPictures';

let missing: readonly Script[];

const yellow = [255, 224, 0];

beforeAll(async () => {
  missing = await scriptsWithoutFont();
});

describe('captions, frame by frame', () => {
  it('begin and end on their frames, as one picture while nothing changes', async () => {
    const cues = [
      { text: 'One', start: -5, end: 3 },
      { text: 'Two', start: 5, end: 900 },
    ];
    const { shown } = await captions(cues, {}, { frames: [0, 1, 2, 3, 4, 5, 6, 7] });
    expect(shown).toEqual([0, 0, 0, null, null, 1, 1, 1]);
    const nothing = await replyTo({
      captions: { cues: [{ text: ' \n ' }] },
      target: PORTRAIT,
      fps: 30,
      frames: [0],
    });
    expect(nothing.status).toBe('nothing');
  });

  it('are stacked where two are seen at once, the first below', async () => {
    const cues = [
      { text: 'First', end: 4 },
      { text: 'Second, which is longer', start: 2 },
    ];
    const style = { box: 'plain', boxOpacity: 1, boxColor: '#0000ff' } as const;
    const reply = await captions(cues, style, { frames: [0, 2, 4] });
    await showPictures('caption-stack', reply);
    const [first, both, second] = [0, 1, 2].map((index) => inkOf(reply, index));
    expect(both!.height).toBeGreaterThan(first!.height + second!.height);
    expect(both!.width).toBe(second!.width);
    expect(second!.y + second!.height).toBe(first!.y + first!.height);
    const { width, data } = reply.pictures[1]!;
    const rowWidth = (y: number) =>
      data.subarray(y * width * 4, (y + 1) * width * 4).filter((level, at) => at % 4 === 3 && level > 0)
        .length;
    expect(rowWidth(both!.y - reply.rect.y + 10)).toBe(second!.width);
    expect(rowWidth(both!.y - reply.rect.y + both!.height - 10)).toBe(first!.width);
    // A cue that moves when the other ends is not cut off there.
    const tall = { text: 'Taller\nthan\nthe first', start: 2 };
    const moved = await captions([cues[0]!, tall], { position: 'center' }, { frames: [4] });
    const alone = await captions([tall], { position: 'center' }, { frames: [4] });
    expect(inkOf(moved)).toEqual(inkOf(alone));
    const many = await captions(
      Array.from({ length: 40 }, () => ({ text: 'Too many' })),
      style,
    );
    expect(inkOf(many).y).toBeGreaterThanOrEqual(PORTRAIT.height * SAFE_MARGIN - 1);
  });

  it('spring into place, within the layer', async () => {
    const frames = Array.from({ length: 9 }, (_, frame) => frame);
    const reply = await captions(
      [{ text: 'Boing!', start: 1 }],
      { animation: 'spring', size: 120 },
      { frames },
    );
    await showPictures('caption-spring', reply);
    expect(reply.shown).toEqual([null, 0, 1, 2, 3, 4, 5, 6, 6]);
    const widths = reply.pictures.map((_, index) => inkOf(reply, index).width);
    const still = widths.at(-1)!;
    expect(widths[0]! / still).toBeCloseTo(0.8, 1);
    expect(Math.max(...widths) / still).toBeGreaterThan(1.03);
    for (const index of reply.pictures.keys()) {
      const ink = inkOf(reply, index);
      // Never cut off at the layer's edge.
      expect(ink.x).toBeGreaterThan(reply.rect.x);
      expect(ink.x + ink.width).toBeLessThan(reply.rect.x + reply.rect.width);
    }
    // A cue that began before the clip has settled.
    const begun = await captions([{ text: 'Boing!', start: -20 }], { animation: 'spring', size: 120 });
    expect(inkOf(begun).width).toBe(still);
  });

  it('show the word that is spoken', async () => {
    const cue = { text: 'Every word, “lights” up!', words: spokenWords('every word lights up') };
    const reply = await captions([cue], { highlightColor: '#ffe000' }, { frames: [0, 1, 2, 3, 5, 7, 99] });
    await showPictures('caption-highlight', reply);
    expect(reply.shown).toEqual([0, 1, 1, 2, 3, 4, 4]);
    expect(placeOf(reply, 0, yellow)).toBeNull();
    const places = [1, 2, 3, 4].map((index) => placeOf(reply, index, yellow)!);
    for (const [index, place] of places.slice(1).entries())
      expect(place.left).toBeGreaterThan(places[index]!.right);
    const other = { text: 'Something else', words: cue.words };
    const unknown = await captions([other], { highlightColor: '#ffe000' }, { frames: [0, 1, 3] });
    expect(unknown.shown).toEqual([0, 0, 0]);
    expect(placeOf(unknown, 0, yellow)).toBeNull();
  });

  it('show it where it stands among words of the other direction', async (context) => {
    if (missing.includes('hebrew')) context.skip('there is no font for hebrew here');
    const text = 'שלום עולם iPhone Pro טוב';
    const style = { highlightColor: '#ffe000', strokeWidth: 3 } as const;
    const reply = await captions([{ text, words: spokenWords(text) }], style, { frames: [1, 3, 5, 7, 9] });
    await showPictures('caption-highlight-mixed', reply);
    const [hello, world, phone, pro, good] = [0, 1, 2, 3, 4].map((index) => placeOf(reply, index, yellow)!);
    // From right to left, but the two Latin words from left to right.
    expect(world!.right).toBeLessThan(hello!.left);
    expect(pro!.right).toBeLessThan(world!.left);
    expect(phone!.right).toBeLessThan(pro!.left);
    expect(good!.right).toBeLessThan(phone!.left);
  });
});
