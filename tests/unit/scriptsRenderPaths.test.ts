import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeCommand } from '../../scripts/lib/command/complete';
import { parseRenderArgs } from '../../scripts/lib/command/parse';

let folder: string;
const inFolder = (name: string) => join(folder, name);

const check = (...args: string[]) => {
  const parsed = parseRenderArgs(args);
  if (parsed.kind !== 'render') throw new Error(JSON.stringify(parsed));
  return completeCommand(parsed.command);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploom-'));
  writeFileSync(inFolder('a.mp4'), '');
  mkdirSync(inFolder('sub'));
  symlinkSync(inFolder('a.mp4'), inFolder('link.mp4'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('completeCommand', () => {
  it('accepts files that are there and targets that are not', () => {
    const command = check('--out', inFolder('sub/o.mp4'), '--report', inFolder('r.json'), inFolder('a.mp4'));
    expect(command.clips).toEqual([inFolder('a.mp4')]);
    expect(command.out).toBe(inFolder('sub/o.mp4'));
  });

  it('names what is not there', () => {
    expect(() => check('--out', inFolder('o.mp4'), inFolder('b.mp4'))).toThrow(
      `no file ${inFolder('b.mp4')}`,
    );
    expect(() => check('--out', inFolder('o.mp4'), '--audio', inFolder('v.mp3'), inFolder('a.mp4'))).toThrow(
      'v.mp3',
    );
    expect(() => check('--out', inFolder('o.mp4'), '--music', inFolder('m.mp3'), inFolder('a.mp4'))).toThrow(
      'm.mp3',
    );
    expect(() =>
      check('--out', inFolder('o.mp4'), '--subtitles', inFolder('s.srt'), inFolder('a.mp4')),
    ).toThrow('s.srt');
    expect(() => check('--out', inFolder('no/o.mp4'), inFolder('a.mp4'))).toThrow(
      `no folder ${inFolder('no')}`,
    );
  });

  it('refuses folders as files', () => {
    expect(() => check('--out', inFolder('o.mp4'), inFolder('sub'))).toThrow('is not a file');
    expect(() => check('--out', inFolder('sub'), inFolder('a.mp4'))).toThrow('is not a file');
  });

  it('never lets a source be overwritten, not even through a link', () => {
    expect(() => check('--out', inFolder('link.mp4'), inFolder('a.mp4'))).toThrow(
      'overwrite one of the sources',
    );
    expect(() => check('--out', inFolder('o.mp4'), '--report', inFolder('a.mp4'), inFolder('a.mp4'))).toThrow(
      'overwrite one of the sources',
    );
    expect(() => check('--out', inFolder('o'), '--report', inFolder('o'), inFolder('a.mp4'))).toThrow(
      'same file',
    );
    const subtitles = inFolder('film.srt');
    writeFileSync(subtitles, '');
    expect(() =>
      check('--out', inFolder('o'), '--subtitles', subtitles, '--sidecar', subtitles, inFolder('a.mp4')),
    ).toThrow('overwrite one of the sources');
  });
});
