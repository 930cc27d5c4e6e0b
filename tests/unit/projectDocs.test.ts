import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../../scripts/lib/paths';
import { CAPTION_LIMITS, CAPTION_OPTIONS } from '../../src/plan/captionStyle';
import { CLIP_LIMITS } from '../../src/plan/clipSettings';
import { CLIP_DURATION, FADE_DURATION, SPEED, TRANSITION_DURATION } from '../../src/plan/settings';
import { SOUND_LIMITS } from '../../src/plan/sound';
import { WATERMARK_LIMITS, WATERMARK_OPTIONS } from '../../src/plan/watermark';
import { PROJECT_CLIP_FIELDS, PROJECT_FIELDS, PROJECT_SETTINGS } from '../../src/project/project';

/** The rows of a page's tables below one heading: cells by the names in the first. */
const rowsOf = (page: string, heading: string): ReadonlyMap<string, readonly string[]> => {
  const text = readFileSync(join(PROJECT, 'docs', page), 'utf8');
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const [below = ''] = section.split('\n## ');
  const rows = below.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.flatMap((line) => {
      const [names = '', ...cells] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, cells] as const);
    }),
  );
};

const clip = rowsOf('project.md', 'A clip');
const watermark = rowsOf('project.md', 'The watermark');
const settings = rowsOf('project.md', 'The settings');
const style = rowsOf('captions.md', 'Style');

const withoutParts = (rows: ReadonlyMap<string, unknown>) =>
  [...rows.keys()].filter((name) => !name.includes('.'));

describe('the documentation of the project file', () => {
  it.each([
    ['the file', rowsOf('project.md', 'The file'), PROJECT_FIELDS],
    ['a clip', clip, PROJECT_CLIP_FIELDS],
    ['the watermark', watermark, ['file', ...WATERMARK_OPTIONS]],
    ['the settings', settings, PROJECT_SETTINGS],
    ['the caption style', style, CAPTION_OPTIONS],
  ])('has every field of %s, and no other', (_, rows, names) => {
    expect(withoutParts(rows).toSorted()).toEqual([...names].toSorted());
  });

  const limits: readonly (readonly [string, ReadonlyMap<string, readonly string[]>, object])[] = [
    ['a clip', clip, CLIP_LIMITS],
    ['the watermark', watermark, WATERMARK_LIMITS],
    ['the sound', settings, SOUND_LIMITS],
    ['captions', style, CAPTION_LIMITS],
    [
      'the picture',
      settings,
      {
        ...{ maxClipDuration: CLIP_DURATION, speed: SPEED, transitionDuration: TRANSITION_DURATION },
        ...{ startFade: FADE_DURATION, endFade: FADE_DURATION },
      },
    ],
  ];
  it.each(limits)('has the limits of %s', (_, rows, table) => {
    for (const [name, { min, max }] of Object.entries(table))
      expect([name, rows.get(name)?.[2]]).toEqual([name, expect.stringContaining(`${min} to ${max}`)]);
  });

  it.each([
    ['the watermark', watermark, WATERMARK_LIMITS],
    ['the sound', settings, SOUND_LIMITS],
  ] as const)('has the defaults of %s', (_, rows, table) => {
    // Loudness is as it comes; its default is only what the page offers.
    for (const [name, range] of Object.entries(table).filter(([name]) => name !== 'loudness'))
      expect([name, rows.get(name)?.[1]]).toEqual([name, String(range.default)]);
  });
});
