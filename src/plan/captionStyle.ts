import type { CaptionPosition, CaptionStyle } from '../shared/captions';
import {
  hexColor,
  invalidSetting,
  isObject,
  numberIn,
  oneOf,
  onlyKnown,
  type Range,
  shown,
  yesOrNo,
} from './checks';

/** The family that is served with the page: Latin, Greek and Cyrillic, and every weight. */
export const BUNDLED_FONT = 'Inter';

export const CAPTION_BOXES = ['none', 'plain', 'rounded'] as const;
export const CAPTION_ANIMATIONS = ['none', 'spring'] as const;
/** The places that have a name. */
export const CAPTION_PLACES = ['bottom', 'top', 'center', 'two-thirds'] as const;

/**
 * {@link CaptionStyle} as a caller gives it: everything may be left out. Lengths are in pixels of a picture whose
 * shorter side is 1080, and grow and shrink with it.
 */
export interface CaptionOptions {
  /**
   * Font family, or several separated by commas: the first that has a letter draws it, then what the system has.
   * Default `Inter, sans-serif`; Inter comes with the page.
   */
  readonly font?: string | undefined;
  /** Default `true`: thin letters get lost on a moving picture. */
  readonly bold?: boolean | undefined;
  /** Font size, from 10 to 400. A cue that is too tall for the picture is drawn smaller. Default 60. */
  readonly size?: number | undefined;
  /** Colour of the letters, `#rrggbb`. Default `#FFFFFF`. */
  readonly color?: string | undefined;
  /** Colour of the line around the letters, `#rrggbb`. Default `#000000`. */
  readonly strokeColor?: string | undefined;
  /** How far that line reaches out of the letters, from 0 (none) to 40. Default 1.5. */
  readonly strokeWidth?: number | undefined;
  /** Ground behind a cue's lines. Default `none`. */
  readonly box?: CaptionStyle['box'] | undefined;
  /** `#rrggbb`. Default `#000000`. */
  readonly boxColor?: string | undefined;
  /** From 0 (not seen) to 1 (nothing is seen through it). Default 140/255. */
  readonly boxOpacity?: number | undefined;
  /**
   * `bottom` and `top`: 5 % of the height from the edge; `center`; `two-thirds`: the middle of the cue two thirds of the
   * height up; a number: its middle in percent of the height from the top, from 0 to 100. Always at least 5 % from every
   * edge. Default `bottom`.
   */
  readonly position?: CaptionPosition | undefined;
  /** What a cue does when it appears: `spring` lets it grow into place in 0.18 s. Default `none`. */
  readonly animation?: CaptionStyle['animation'] | undefined;
  /** Colour of the word that is spoken, `#rrggbb`, where the subtitles time words. Default `null`: as the others. */
  readonly highlightColor?: string | null | undefined;
}

/** Limits and defaults, in the units of {@link CaptionOptions}. */
export const CAPTION_LIMITS = {
  size: { min: 10, max: 400, default: 60 },
  strokeWidth: { min: 0, max: 40, default: 1.5 },
  boxOpacity: { min: 0, max: 1, default: 140 / 255 },
  /** Of a position that is a number; its default is a name. */
  position: { min: 0, max: 100, default: 50 },
} as const satisfies Partial<Record<keyof CaptionOptions, Range>>;

/** The longest list of families that makes sense. */
const LONGEST_FONT = 500;

/** Names of all {@link CaptionOptions}. */
export const CAPTION_OPTIONS = Object.keys({
  font: true,
  bold: true,
  size: true,
  color: true,
  strokeColor: true,
  strokeWidth: true,
  box: true,
  boxColor: true,
  boxOpacity: true,
  position: true,
  animation: true,
  highlightColor: true,
} satisfies Record<keyof CaptionOptions, true>);

/**
 * A browser ignores a font that it cannot parse without a word, so only what surely is a list of names passes: each
 * bare or in a pair of quotes.
 */
const fontFamilies = (font: string): string => {
  const isName = (name: string) =>
    /^\s*(?:"[^"'\\\n]+"|'[^"'\\\n]+'|[^\s"'\\;:{}()][^"'\\;:{}()\n]*)\s*$/u.test(name);
  if (typeof font === 'string' && font.length <= LONGEST_FONT && font.split(',').every(isName)) return font;
  throw invalidSetting(`font must be a font family, or several separated by commas, not ${shown(font)}.`);
};

const checkedPosition = (value: CaptionPosition): CaptionPosition =>
  typeof value === 'number'
    ? numberIn('position', value, CAPTION_LIMITS.position)
    : oneOf('position', CAPTION_PLACES, value);

/**
 * Fills in the defaults and checks every value.
 * @throws RenderError `invalid-settings`, beginning with the setting's name
 */
export const resolveCaptionStyle = (options: CaptionOptions): CaptionStyle => {
  if (!isObject(options)) throw invalidSetting(`The caption style must be an object, not ${shown(options)}.`);
  onlyKnown('the caption style', options, CAPTION_OPTIONS);
  const value = (name: 'size' | 'strokeWidth' | 'boxOpacity'): number =>
    numberIn(name, options[name], CAPTION_LIMITS[name]);
  const { font = `${BUNDLED_FONT}, sans-serif`, bold = true, color = '#FFFFFF' } = options;
  const { strokeColor = '#000000', box = 'none', boxColor = '#000000' } = options;
  const { position = 'bottom', animation = 'none', highlightColor = null } = options;
  return {
    font: fontFamilies(font),
    bold: yesOrNo('bold', bold),
    size: value('size'),
    color: hexColor('color', color),
    strokeColor: hexColor('strokeColor', strokeColor),
    strokeWidth: value('strokeWidth'),
    box: oneOf('box', CAPTION_BOXES, box),
    boxColor: hexColor('boxColor', boxColor),
    boxOpacity: value('boxOpacity'),
    position: checkedPosition(position),
    animation: oneOf('animation', CAPTION_ANIMATIONS, animation),
    highlightColor: highlightColor === null ? null : hexColor('highlightColor', highlightColor),
  };
};
