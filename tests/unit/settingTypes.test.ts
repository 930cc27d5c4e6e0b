import { describe, expect, it } from 'vitest';
import { resolveCaptionStyle } from '../../src/plan/captionStyle';
import { resolveClipSettings } from '../../src/plan/clipSettings';
import { resolveRunSettings } from '../../src/plan/runSettings';
import { resolvePlanSettings } from '../../src/plan/settings';
import { resolveSoundSettings } from '../../src/plan/sound';
import { resolveSubtitleSettings } from '../../src/plan/subtitleSettings';
import { resolveWatermarkSettings } from '../../src/plan/watermark';

type Resolve = (options: never) => unknown;

/** Options as a file may have them: right as words, wrong as types. */
const wrong: readonly (readonly [Resolve, object, string])[] = [
  [resolvePlanSettings, { speed: '2' }, 'speed must be a number from 0.5 to 2, not "2".'],
  [resolvePlanSettings, { speed: null }, 'speed must be a number from 0.5 to 2, not null.'],
  [resolvePlanSettings, { speed: [1] }, 'speed must be a number from 0.5 to 2, not a list.'],
  [
    resolvePlanSettings,
    { speed: Object.create(null) },
    'speed must be a number from 0.5 to 2, not an object.',
  ],
  [resolvePlanSettings, { fps: '30' }, 'fps must be one of 24, 25, 30, 50, 60, not "30".'],
  [resolvePlanSettings, { fit: 1 }, 'fit must be one of cover, contain, blur, not 1.'],
  [resolvePlanSettings, { barColor: 0 }, 'barColor must be a colour like #1a2b3c, not 0.'],
  [resolvePlanSettings, { barColor: ['#112233'] }, 'barColor must be a colour like #1a2b3c, not a list.'],
  [resolvePlanSettings, { seed: '7' }, 'seed must be a whole number from 0, not "7".'],
  [resolvePlanSettings, { duration: '9' }, 'duration must be a number from'],
  [resolvePlanSettings, { size: '320x180' }, 'size must have a width and a height, not be "320x180".'],
  [resolvePlanSettings, { size: { width: '320', height: 180 } }, 'size must be even numbers from 64 to 4096'],
  [resolvePlanSettings, { size: { width: 320, height: 180, depth: 2 } }, 'depth is no setting of size'],
  [resolvePlanSettings, { size: { width: 320, height: 180 }, aspect: 'x' }, 'aspect must be one of'],
  [resolveSoundSettings, { clipVolume: '1' }, 'clipVolume must be a number from 0 to 2, not "1".'],
  [resolveSoundSettings, { loudness: null }, 'loudness must be a number from -36 to -5, not null.'],
  [resolveSoundSettings, { duck: 0 }, 'duck must be true, false or settings of its own, not 0.'],
  [resolveSoundSettings, { duck: 'yes' }, 'duck must be true, false or settings of its own, not "yes".'],
  [resolveSoundSettings, { duck: { depth: 3 } }, 'depth is no setting of duck; there are: depthDb,'],
  [resolveSoundSettings, { duck: { depthDb: '3' } }, 'duck.depthDb must be a number from 0 to 60, not "3".'],
  [resolveClipSettings, { volume: '1' }, 'volume must be a number from 0 to 2, not "1".'],
  [resolveClipSettings, { inPoint: null }, 'inPoint must be a number from 0 to 86400, not null.'],
  [resolveClipSettings, { seed: 1 }, 'seed is no setting of a clip; there are: inPoint,'],
  [resolveCaptionStyle, { bold: 1 }, 'bold must be true or false, not 1.'],
  [resolveCaptionStyle, { font: 3 }, 'font must be a font family, or several separated by commas, not 3.'],
  [resolveCaptionStyle, { position: '50' }, 'position must be one of bottom,'],
  [resolveCaptionStyle, ['bottom'], 'The caption style must be an object, not a list.'],
  [resolveWatermarkSettings, { size: '12' }, 'size must be a number from 1 to 100, not "12".'],
  [resolveWatermarkSettings, { opacity: true }, 'opacity must be a number from 0 to 1, not true.'],
  [resolveRunSettings, { threads: '2' }, 'threads must be a whole number from 1 to 16, not "2".'],
  [resolveRunSettings, { threads: 2.5 }, 'threads must be a whole number from 1 to 16, not 2.5.'],
  [resolveRunSettings, { engine: 3 }, 'engine must be one of auto, ffmpeg, webcodecs, copy, not 3.'],
  [resolveRunSettings, { clipTimeout: 1e9 }, 'clipTimeout must be a number from 1 to 86400, not 1000000000.'],
  [
    resolveSubtitleSettings,
    { subtitleEncoding: 8 },
    'subtitleEncoding must be a text that is not empty, not 8.',
  ],
  [resolveSubtitleSettings, { softSubtitles: 'no' }, 'softSubtitles must be true or false, not "no".'],
  [resolveSubtitleSettings, { drawSubtitles: 0 }, 'drawSubtitles must be true or false, not 0.'],
];

describe('settings of a wrong type', () => {
  it.each(wrong.map(([resolve, options, message]) => [message, resolve, options] as const))(
    '%s',
    (message, resolve, options) => {
      expect(() => resolve(options as never)).toThrow(
        expect.objectContaining({ category: 'invalid-settings', message: expect.stringContaining(message) }),
      );
    },
  );

  it('shortens what nobody wants to read in a message', () => {
    const options = { fit: 'x'.repeat(10_000) };
    expect(() => resolvePlanSettings(options as never)).toThrow(/not "x{40,60}…\.$/);
  });
});
