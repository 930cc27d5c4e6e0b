import { describe, expect, it } from 'vitest';
import type { RenderSettings } from '../../scripts/lib/pageRender';
import { parseProject } from '../../src/project/parse';
import type { Project, ProjectSettings } from '../../src/project/project';
import { serializeProject } from '../../src/project/serialize';
import type { CacheOptions } from '../../src/render';
import { RenderError } from '../../src/shared/errors';

type Kept = Exclude<keyof RenderSettings, keyof CacheOptions>;

/** The project holds every setting of a render but what the browser keeps, and no other; it is the compiler that says so. */
const same: [Kept, keyof ProjectSettings] extends [keyof ProjectSettings, Kept] ? true : false = true;

const projectOf = (fields: object): Project =>
  parseProject(JSON.stringify({ format: 'cliploom-project', version: 1, ...fields }), 'p.json');

const faultOf = (text: string): string => {
  try {
    parseProject(text, 'p.json');
  } catch (thrown) {
    if (thrown instanceof RenderError && thrown.category === 'invalid-settings') return thrown.message;
    throw thrown;
  }
  throw new Error('There is no fault.');
};

const full = {
  clips: [
    'a.mp4',
    {
      ...{ file: 'b.mp4', inPoint: 1, outPoint: 2.5, speed: 0.5, fit: 'blur', barColor: '#FFFFFF' },
      ...{
        maxClipDuration: 4,
        stillDuration: 3,
        kenBurns: 'pan',
        transition: 'wipe',
        transitionDuration: 0.5,
      },
      volume: 0,
    },
  ],
  voiceOver: ['v.mp3', 'w.mp3'],
  ...{ music: 'm.mp3', subtitles: 's.srt', captionFont: 'f.woff2' },
  watermark: { file: 'logo.png', corner: 'top-left', margin: 1, size: 10, opacity: 0.5 },
  settings: {
    ...{
      aspect: '1:1',
      size: { width: 320, height: 180 },
      fps: 25,
      seed: 3,
      duration: 9,
      duck: { depthDb: 6 },
    },
    ...{ captionStyle: { font: 'Inter', highlightColor: null }, threads: 2, clipTimeout: 20 },
    ...{ subtitleEncoding: 'big5', softSubtitles: true, drawSubtitles: false, engine: 'ffmpeg' },
  },
};

describe('a project', () => {
  it('is read as it is written, with clips as objects', () => {
    expect(same).toBe(true);
    expect(projectOf(full)).toEqual({ ...full, clips: [{ file: 'a.mp4' }, full.clips[1]] });
    expect(projectOf({})).toEqual({ clips: [], voiceOver: [], settings: {} });
  });

  it('is written without what is left out, for people to read', () => {
    const project = { clips: [{ file: 'a.mp4', speed: undefined }], voiceOver: [], settings: { seed: 1 } };
    expect(serializeProject(project)).toBe(
      `{
  "format": "cliploom-project",
  "version": 1,
  "clips": [
    "a.mp4"
  ],
  "settings": {
    "seed": 1
  }
}
`,
    );
  });

  it.each([{ speed: 2 }, { inPoint: 1.5 }, { fit: 'contain' as const }])(
    'keeps the one setting that a clip has of its own: %j',
    (own) => {
      const project = { clips: [{ file: 'a.mp4', ...own }], voiceOver: [], settings: {} };
      expect(parseProject(serializeProject(project), 'p.json').clips).toEqual(project.clips);
    },
  );

  it('is not written if it could not be read', () => {
    const project = { clips: [], voiceOver: [], settings: { speed: Number.NaN } };
    expect(() => serializeProject(project)).toThrow('settings.speed must be a number');
  });

  it.each([
    [{ format: 'other' }, 'not a project of Cliploom: its format is not "cliploom-project", but "other"'],
    [{ format: undefined }, 'not a project of Cliploom'],
    [{ version: 2, strange: 1 }, 'made by a newer version of Cliploom: it is of version 2'],
    [{ version: '1' }, 'version must be 1, not "1"'],
    [{ version: 0 }, 'version must be 1, not 0'],
    [{ clip: [] }, 'clip is no setting of a project; there are: format, version, clips,'],
    [{ clips: 'a.mp4' }, 'clips must be a list, not "a.mp4"'],
    [{ clips: ['a', ''] }, 'clips[1] must be a text that is not empty, not ""'],
    [{ clips: ['a', 7] }, "clips[1] must be a file's name, or an object with a file, not 7"],
    [{ clips: [{ speed: 1 }] }, 'clips[0].file must be a text that is not empty, not undefined'],
    [
      { clips: ['a', 'b', { file: 'c', speed: 'fast' }] },
      'clips[2].speed must be a number from 0.5 to 2, not "fast"',
    ],
    [{ clips: [{ file: 'c', inPoint: 4, outPoint: 3 }] }, 'clips[0].outPoint must be after inPoint'],
    [{ clips: [{ file: 'c', spede: 1 }] }, 'clips[0].spede is no setting of a clip; there are: inPoint,'],
    [{ clips: ['a\0b'] }, "clips[0] is no file's name"],
    [{ voiceOver: 'v.mp3' }, 'voiceOver must be a list, not "v.mp3"'],
    [{ voiceOver: ['v', null] }, 'voiceOver[1] must be a text that is not empty, not null'],
    [{ music: ['m.mp3'] }, 'music must be a text that is not empty, not a list'],
    [{ watermark: 'logo.png' }, 'watermark must be an object, not "logo.png"'],
    [{ watermark: { file: 'l', corner: 'middle' } }, 'watermark.corner must be one of top-left,'],
    [{ settings: [] }, 'settings must be an object, not a list'],
    [{ settings: { captionFont: 'f' } }, 'settings.captionFont is no setting of a project'],
    [{ settings: { duck: { depthDb: 'x' } } }, 'settings.duck.depthDb must be a number from 0 to 60'],
    [{ settings: { threads: 17 } }, 'settings.threads must be a whole number from 1 to 16'],
    [{ settings: { captionStyle: 1 } }, 'settings.captionStyle must be an object, not 1'],
    [
      { settings: { captionStyle: { colour: 1 } } },
      'settings.captionStyle.colour is no setting of the caption',
    ],
    [
      { settings: { captionStyle: { size: 9 } } },
      'settings.captionStyle.size must be a number from 10 to 400',
    ],
  ])('tells %j with its place', (fields, message) => {
    const text = JSON.stringify({ format: 'cliploom-project', version: 1, ...fields });
    expect(faultOf(text)).toContain(`“p.json”: ${message}`);
  });

  it('tells other JSON, and what is none', () => {
    expect(faultOf('[]')).toBe('“p.json”: not a project of Cliploom, but a list.');
    expect(faultOf('{\n  "format": "cliploom-project",\n  "version": 1,\n}')).toBe(
      '“p.json”: not JSON: "}" cannot stand there (line 4, column 1).',
    );
    expect(faultOf('')).toBe('“p.json”: not JSON: it ends too early (line 1, column 1).');
  });

  it('may begin with a byte order mark', () => {
    const text = `\ufeff${serializeProject(projectOf(full))}`;
    expect(parseProject(text, 'p.json')).toEqual(projectOf(full));
  });

  it('is refused where it is too large, before it is read', () => {
    expect(faultOf(' '.repeat(5_000_001))).toBe('“p.json”: too large for a project (over 5 MB).');
    expect(faultOf('['.repeat(4_000_000))).toContain('it ends too early');
    expect(faultOf(`${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`)).toContain('not a project');
  });

  it('changes nothing but itself', () => {
    const pollution = '"__proto__": { "speed": 2, "polluted": true }';
    for (const text of [
      `{ "format": "cliploom-project", "version": 1, ${pollution} }`,
      `{ "format": "cliploom-project", "version": 1, "settings": { ${pollution} } }`,
      `{ "format": "cliploom-project", "version": 1, "clips": [{ "file": "a", ${pollution} }] }`,
      `{ "format": "cliploom-project", "version": 1, "settings": { "duck": { ${pollution} } } }`,
    ])
      expect(faultOf(text)).toContain('__proto__ is no setting of');
    expect('polluted' in {}).toBe(false);
    expect(faultOf('{ "__proto__": { "format": "cliploom-project", "version": 1 } }')).toContain(
      'not a project',
    );
  });
});
