import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAPTION_ANIMATIONS, CAPTION_BOXES, CAPTION_PLACES } from '../../src/plan/captionStyle';
import { CONTAINERS, QUALITIES } from '../../src/plan/encodingSettings';
import { ASPECTS, FITS, FRAME_RATES, KEN_BURNS, MODES, TRANSITIONS } from '../../src/plan/settings';
import { WATERMARK_CORNERS } from '../../src/plan/watermark';
import { parseProject } from '../../src/project/parse';
import { PROJECT_SETTINGS, type Project, type ProjectSettings } from '../../src/project/project';
import { serializeProject } from '../../src/project/serialize';
import { RenderError } from '../../src/shared/errors';
import { runs } from './randomRuns';

const within = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).map((value) => (value === 0 ? 0 : value));
const color = fc.stringMatching(/^#[0-9a-fA-F]{6}$/);
const file = fc.string({ minLength: 1 }).filter((name) => !name.includes('\0'));
const side = fc.integer({ min: 32, max: 2048 }).map((half) => half * 2);
const optional = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { requiredKeys: [] });

const own = {
  fit: fc.constantFrom(...FITS),
  barColor: color,
  speed: within(0.5, 2),
  maxClipDuration: within(0.5, 600),
  kenBurns: fc.constantFrom(...KEN_BURNS),
  transition: fc.constantFrom(...TRANSITIONS),
  transitionDuration: within(0.1, 5),
};
const clip = fc.record(
  {
    file,
    excluded: fc.boolean(),
    ...own,
    inPoint: within(0, 100),
    outPoint: within(101, 200),
    stillDuration: within(0.1, 600),
    volume: within(0, 2),
  },
  { requiredKeys: ['file'] },
);
const style = optional({
  font: fc.constantFrom('Inter', '"My Font", serif'),
  bold: fc.boolean(),
  size: within(10, 400),
  color,
  strokeColor: color,
  strokeWidth: within(0, 40),
  box: fc.constantFrom(...CAPTION_BOXES),
  boxColor: color,
  boxOpacity: within(0, 1),
  position: fc.oneof(fc.constantFrom(...CAPTION_PLACES), within(0, 100)),
  animation: fc.constantFrom(...CAPTION_ANIMATIONS),
  highlightColor: fc.option(color),
});
const settings = optional<Required<ProjectSettings>>({
  ...own,
  aspect: fc.constantFrom(...ASPECTS),
  size: fc.record({ width: side, height: side }),
  fps: fc.constantFrom(...FRAME_RATES),
  mode: fc.constantFrom(...MODES),
  seed: fc.maxSafeNat(),
  startFade: within(0, 10),
  endFade: within(0, 10),
  duration: within(1, 86_400),
  voiceVolume: within(0, 5),
  voiceGap: within(0, 60),
  musicVolume: within(0, 2),
  musicStart: within(0, 86_400),
  musicFadeIn: within(0, 600),
  musicFadeOut: within(0, 600),
  clipVolume: within(0, 2),
  duck: fc.oneof(
    fc.boolean(),
    optional({ depthDb: within(0, 60), attackMs: within(0, 10_000), releaseMs: within(0, 10_000) }),
  ),
  loudness: within(-36, -5),
  subtitleEncoding: fc.constantFrom('big5', 'utf-8'),
  softSubtitles: fc.boolean(),
  drawSubtitles: fc.boolean(),
  captionStyle: style,
  quality: fc.constantFrom(...QUALITIES),
  // Those that both containers hold.
  codec: fc.constantFrom('av1', 'vp9'),
  container: fc.constantFrom(...CONTAINERS),
  threads: fc.integer({ min: 1, max: 16 }),
  engine: fc.constantFrom('auto', 'ffmpeg'),
  clipTimeout: within(1, 86_400),
  stallTimeout: within(1, 86_400),
  onProblem: fc.constantFrom('continue', 'stop'),
});
const project: fc.Arbitrary<Project> = fc.record(
  {
    clips: fc.array(clip),
    voiceOver: fc.array(file),
    music: file,
    subtitles: file,
    captionFont: file,
    watermark: fc.record(
      {
        file,
        corner: fc.constantFrom(...WATERMARK_CORNERS),
        margin: within(0, 40),
        size: within(1, 100),
        opacity: within(0, 1),
      },
      { requiredKeys: ['file'] },
    ),
    settings,
  },
  { requiredKeys: ['clips', 'voiceOver', 'settings'] },
);

describe('any project', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(project, (written) => {
        const text = serializeProject(written);
        const read = parseProject(text, 'p.json');
        expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(written)));
        expect(serializeProject(read)).toBe(text);
      }),
    );
  });

  it('is read, or refused as invalid settings, whatever it is', () => {
    const names = ['clips', 'voiceOver', 'music', 'watermark', 'settings', '__proto__', 'toString'];
    const anything = fc.dictionary(fc.constantFrom(...names), fc.jsonValue());
    const nearly = anything.map((fields) =>
      JSON.stringify({ format: 'cliploom-project', version: 1, ...fields }),
    );
    const mistyped = fc
      .tuple(fc.constantFrom(...PROJECT_SETTINGS), fc.jsonValue())
      .map(([name, value]) =>
        JSON.stringify({ format: 'cliploom-project', version: 1, settings: { [name]: value } }),
      );
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), nearly, mistyped), (text) => {
        try {
          parseProject(text, 'p.json');
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(RenderError);
          expect(thrown).toMatchObject({ category: 'invalid-settings' });
        }
      }),
      runs(1000),
    );
  });
});
