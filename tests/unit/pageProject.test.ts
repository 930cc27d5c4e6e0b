import { describe, expect, it } from 'vitest';
import { pickerType } from '../../src/page/state/project/fileHandles';
import { beyondForms, formsOf, settingsOf } from '../../src/page/state/project/forms';
import { type KnownFile, matchFiles, waitedByPath } from '../../src/page/state/project/knownFile';
import { possible } from '../../src/page/state/project/possible';
import { keptWhole } from '../../src/page/state/project/wholeFiles';
import { resolveClipSettings } from '../../src/plan/clipSettings';
import { parseProject } from '../../src/project/parse';
import type { ProjectSettings } from '../../src/project/project';
import { serializeProject } from '../../src/project/serialize';

const known = (name: string, size: number | null = 10, lastModified: number | null = 1): KnownFile => ({
  ...{ name, size, lastModified },
});
const place = (...of: Parameters<typeof known>) => ({ known: known(...of) });

describe('files that come again', () => {
  it('go to the places that wait for them, in order, and one file to several where there is only one', () => {
    const places = [place('a'), place('a', 20), place('a'), place('b', null, null)];
    const [small, large, b, more] = [known('a'), known('a', 20), known('b', 7, 7), known('c')];
    expect(matchFiles(places, [b, large, more, small])).toEqual({
      found: [
        [places[0], small],
        [places[1], large],
        [places[2], small],
        [places[3], b],
      ],
      others: [],
      rest: [more],
    });
  });

  it('are others if size or date are, and are not taken for the place of one that is right', () => {
    const places = [place('a', 10), place('a', 20), place('b', 10, 5)];
    const [right, later] = [known('a', 20), known('b', 10, 6)];
    expect(matchFiles(places, [right, later])).toEqual({
      found: [[places[1], right]],
      others: [[places[2], later]],
      rest: [],
    });
  });

  it('are known by the last part of a path', () => {
    expect(waitedByPath('films/day 1\\a.mp4').name).toBe('a.mp4');
    expect(waitedByPath('a.mp4/').name).toBe('a.mp4/');
  });

  it('are kept whole as far as there is room, subtitles before clips, each once', () => {
    const file = (name: string, megabytes: number) => new File([new Uint8Array(megabytes * 1e6)], name);
    const [small, large, voice, srt] = [file('s', 1), file('l', 8), file('v', 5), file('t', 1)];
    const clips = [large, small, null, small] as File[];
    const files = {
      clips,
      voiceOver: [voice],
      music: null,
      subtitles: srt,
      captionFont: null,
      watermark: null,
    };
    expect(keptWhole(files)).toEqual([srt, voice, small]);
  });
});

describe('a project’s settings', () => {
  const all: ProjectSettings = {
    size: { width: 640, height: 360 },
    fps: 24,
    fit: 'contain',
    barColor: '#123456',
    mode: 'sequential',
    seed: 5,
    maxClipDuration: 7,
    duration: 30,
    speed: 1.5,
    transition: 'wipe',
    transitionDuration: 0.5,
    startFade: 1,
    endFade: 2,
    kenBurns: 'pan',
    voiceVolume: 2,
    voiceGap: 1,
    musicVolume: 0.5,
    musicStart: 10,
    musicFadeIn: 1,
    musicFadeOut: 4,
    clipVolume: 0.3,
    duck: { depthDb: 6 },
    loudness: -16,
    drawSubtitles: false,
    softSubtitles: true,
    captionStyle: { font: 'Georgia, serif', position: 30, highlightColor: '#00ff00', box: 'plain' },
    threads: 3,
    engine: 'webcodecs',
    clipTimeout: 100,
  };

  it('come back as they were from forms and from what the forms have no field for', () => {
    const { captionStyle, ...back } = settingsOf(formsOf(all), beyondForms(all));
    const { captionStyle: style, ...rest } = all;
    expect(JSON.parse(JSON.stringify(back))).toEqual(rest);
    expect(captionStyle).toMatchObject(style ?? {});
    expect(Object.keys(beyondForms(all)).sort()).toEqual([
      ...['clipTimeout', 'duck', 'loudness', 'musicFadeIn', 'musicFadeOut', 'musicStart'],
    ]);
    const again = settingsOf(formsOf(back), beyondForms({ ...back, captionStyle }));
    expect(again).toEqual({
      ...settingsOf(formsOf(all), beyondForms(all)),
      captionStyle: again.captionStyle,
    });
  });

  it('can be written and read, by default and with a named shape', () => {
    for (const settings of [{}, { aspect: '1:1' } as const, all]) {
      const written = possible(settingsOf(formsOf(settings), beyondForms(settings)), () => {});
      const text = serializeProject({ clips: [], voiceOver: [], settings: written });
      expect(formsOf(parseProject(text, 'p').settings)).toEqual(formsOf(settings));
    }
    expect(formsOf({ size: { width: 1080, height: 1080 } }).settings.shape).toBe('1:1');
    expect(settingsOf(formsOf({}), {})).toMatchObject({ aspect: '9:16', duck: false, loudness: undefined });
  });

  it('leave out what the form holds and is not possible, and keep the rest', () => {
    expect(possible({ inPoint: 5, outPoint: 3, volume: 9, speed: 1.5 }, resolveClipSettings)).toEqual({
      ...{ inPoint: 5, speed: 1.5 },
    });
  });
});

describe('the browser’s dialog for files', () => {
  it('is asked for the same as an input', () => {
    expect(pickerType('video/*,image/*, .mkv,.ts')).toEqual({
      accept: { 'video/*': [], 'image/*': [], 'application/octet-stream': ['.mkv', '.ts'] },
    });
    expect(pickerType('image/*')).toEqual({ accept: { 'image/*': [] } });
  });
});
