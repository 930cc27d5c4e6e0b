import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RenderCommand } from '../../scripts/lib/command/command';
import { completeCommand } from '../../scripts/lib/command/complete';
import { overProject } from '../../scripts/lib/command/overProject';
import { parseRenderArgs } from '../../scripts/lib/command/parse';
import { parseProject } from '../../src/project/parse';
import { tempDir } from '../browser/support/tempDir';

const folder = tempDir();
afterAll(() => folder[Symbol.dispose]());

const typed = (...args: string[]): RenderCommand => {
  const parsed = parseRenderArgs(['--out', folder.file('o.mp4'), ...args]);
  if (parsed.kind !== 'render') throw new Error(JSON.stringify(parsed));
  return parsed.command;
};

const fields = {
  format: 'cliploom-project',
  version: 1,
  clips: ['a.mp4', { file: 'not-wanted.mp4', excluded: true }, { file: '../b.mp4', speed: 2 }],
  voiceOver: ['v.mp3'],
  ...{ music: '/music/m.mp3', subtitles: 's.srt', captionFont: 'f.woff2' },
  watermark: { file: 'logo.png', corner: 'top-left', size: 20 },
  settings: {
    ...{ aspect: '16:9', size: { width: 320, height: 180 }, fps: 25, subtitleEncoding: 'big5' },
    duck: { depthDb: 6, attackMs: 5 },
  },
};
const project = parseProject(JSON.stringify(fields), 'p.json');
const over = (...args: string[]): RenderCommand =>
  overProject(typed('--project', 'p.json', ...args), project, '/films/one');

describe('a project and what is typed', () => {
  it('is the project where nothing is typed, its paths relative to it', () => {
    expect(over()).toMatchObject({
      clips: [{ path: '/films/one/a.mp4' }, { path: '/films/b.mp4', speed: 2 }],
      audio: ['/films/one/v.mp3'],
      music: '/music/m.mp3',
      subtitles: '/films/one/s.srt',
      captionFont: '/films/one/f.woff2',
      watermark: '/films/one/logo.png',
      watermarkOptions: { corner: 'top-left', size: 20 },
      settings: fields.settings,
    });
  });

  it('is what is typed wherever something is', () => {
    const command = over(
      '--fps',
      '50',
      '--music',
      'other.mp3',
      '--audio',
      'w.mp3',
      '--watermark-size',
      '9',
      'c.mp4',
    );
    expect(command).toMatchObject({
      clips: ['c.mp4'],
      audio: ['w.mp3'],
      music: 'other.mp3',
      watermark: '/films/one/logo.png',
      watermarkOptions: { corner: 'top-left', size: 9 },
      settings: { ...fields.settings, fps: 50 },
    });
  });

  it('takes a typed shape for the size, and a typed depth for a part of the ducking', () => {
    expect(over('--aspect', '1:1').settings).toMatchObject({ aspect: '1:1', size: undefined });
    expect(over('--size', '64x64').settings.size).toEqual({ width: 64, height: 64 });
    expect(over('--duck', '9').settings.duck).toEqual({ depthDb: 9, attackMs: 5 });
  });

  it('does not read other subtitles in the encoding of its own', () => {
    expect(over('--subtitles', 'x.srt').settings.subtitleEncoding).toBeUndefined();
    expect(over('--subtitles', 'x.srt', '--subtitle-encoding', 'gbk').settings.subtitleEncoding).toBe('gbk');
  });
});

describe('completeCommand', () => {
  const write = (name: string, content: unknown): string => {
    const path = folder.file(name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const complete = (...args: string[]) => completeCommand(typed(...args));
  const least = { format: 'cliploom-project', version: 1 };

  it('reads project and caption style', () => {
    write('a.mp4', '');
    write('s.srt', '');
    const path = write('p.json', { ...least, clips: ['a.mp4'], subtitles: 's.srt', settings: { seed: 4 } });
    const style = write('style.json', { size: 30 });
    const { clips, settings } = complete('--project', path, '--caption-style', style);
    expect(clips).toEqual([{ path: folder.file('a.mp4') }]);
    expect(settings).toMatchObject({ seed: 4, captionStyle: { size: 30 } });
  });

  it('names the file that is wrong, and where', () => {
    const empty = write('empty.json', least);
    const clip = write('a.mp4', '');
    expect(() => complete('--project', folder.file('no.json'))).toThrow('There is no file');
    expect(() => complete('--project', folder.path)).toThrow('is not a file');
    expect(() => complete('--project', empty)).toThrow('Name at least one clip.');
    expect(() => complete('--project', empty, '--soft-subtitles', clip)).toThrow('needs --subtitles');
    const lost = write('lost.json', { ...least, clips: ['gone.mp4'] });
    expect(() => complete('--project', lost)).toThrow(`There is no file ${folder.file('gone.mp4')}`);
    const huge = write('huge.json', ' '.repeat(5_000_001));
    expect(() => complete('--project', huge)).toThrow(`“${huge}”: too large`);
    const subtitles = ['--subtitles', write('s.srt', ''), clip];
    const broken = write('broken.json', '{ "size": 30,\n}');
    expect(() => complete('--caption-style', broken, ...subtitles)).toThrow(
      `“${broken}”: not JSON: "}" cannot stand there (line 2, column 1).`,
    );
    const style = write('style.json', { colour: 'red' });
    expect(() => complete('--caption-style', style, ...subtitles)).toThrow(
      `“${style}”: colour is no setting of the caption style`,
    );
  });

  it('never overwrites the project', () => {
    const clip = write('a.mp4', '');
    const path = write('p.json', { ...least, clips: [clip] });
    const command = { ...typed('--project', path), out: join(folder.path, 'p.json') };
    expect(() => completeCommand(command)).toThrow('overwrite one of the sources');
  });
});
