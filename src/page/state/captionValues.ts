import { resolveCaptionStyle } from '../../plan/captionStyle';
import {
  CAPTION_ANIMATIONS,
  CAPTION_BOXES,
  CAPTION_LIMITS,
  CAPTION_PLACES,
  type CaptionOptions,
} from '../../render/options';
import type { CaptionStyle } from '../../shared/captions';
import { text } from '../text';
import { objectionTo, outside, said } from './objection';
import { Stored } from './stored';

/** The places to choose from; for `custom` a field says where. */
export const PLACES = [...CAPTION_PLACES, 'custom'] as const;
type Place = (typeof PLACES)[number];

/** What becomes of the subtitles, as it stands in the form; `null` is an empty field. */
export interface CaptionValues {
  drawn: boolean;
  /** Whether the video gets a track of them. */
  soft: boolean;
  font: string;
  bold: boolean;
  size: number | null;
  color: string;
  strokeWidth: number | null;
  strokeColor: string;
  box: CaptionStyle['box'];
  boxColor: string;
  boxOpacity: number;
  place: Place;
  /** Middle of a caption in percent from the top, for `custom`. */
  percent: number | null;
  animation: CaptionStyle['animation'];
  /** Whether the word that is spoken has a colour of its own. */
  highlight: boolean;
  highlightColor: string;
}

/** Font families to choose from: the one that comes with the page, and what many systems have. */
export const FONT_FAMILIES: readonly string[] = [
  'Inter, sans-serif',
  'Arial, sans-serif',
  'Georgia, serif',
  'Impact, sans-serif',
  'Noto Sans, sans-serif',
  'PingFang SC, Microsoft YaHei, sans-serif',
  'Times New Roman, serif',
  'Verdana, sans-serif',
  'monospace',
];

const COLORS = ['color', 'strokeColor', 'boxColor', 'highlightColor'] as const;

const usual = resolveCaptionStyle({});

export const CAPTION_DEFAULTS: Readonly<CaptionValues> = {
  drawn: true,
  soft: false,
  font: usual.font,
  bold: usual.bold,
  size: usual.size,
  color: usual.color,
  strokeWidth: usual.strokeWidth,
  strokeColor: usual.strokeColor,
  box: usual.box,
  boxColor: usual.boxColor,
  boxOpacity: usual.boxOpacity,
  place: 'bottom',
  percent: CAPTION_LIMITS.position.default,
  animation: usual.animation,
  highlight: false,
  highlightColor: '#ffe000',
};

/** Fields that can be wrong, in the order of the form. */
export const CAPTION_FIELDS = ['font', 'size', 'strokeWidth', 'percent'] as const;
type CaptionProblems = Partial<Record<(typeof CAPTION_FIELDS)[number], string>>;

const objection = (options: CaptionOptions): string | null => objectionTo(() => resolveCaptionStyle(options));

/** Checks every field that is in use. */
export const captionProblems = (values: CaptionValues): CaptionProblems =>
  said({
    font: objection({ font: values.font }) === null ? null : text.captions.fontProblem,
    size: outside(values.size, CAPTION_LIMITS.size),
    strokeWidth: outside(values.strokeWidth, CAPTION_LIMITS.strokeWidth),
    percent: values.place === 'custom' ? outside(values.percent, CAPTION_LIMITS.position) : null,
  });

/** The style for `combineVideos`; only for values without {@link captionProblems problems}. */
export const toCaptionOptions = (values: CaptionValues): CaptionOptions => ({
  font: values.font,
  bold: values.bold,
  size: values.size ?? undefined,
  color: values.color,
  strokeWidth: values.strokeWidth ?? undefined,
  strokeColor: values.strokeColor,
  box: values.box,
  boxColor: values.boxColor,
  boxOpacity: values.boxOpacity,
  position: values.place === 'custom' ? (values.percent ?? undefined) : values.place,
  animation: values.animation,
  highlightColor: values.highlight ? values.highlightColor : null,
});

export const parseStoredCaptions = (json: string | null): CaptionValues => {
  const stored = new Stored(json);
  const isColor = (color: string): boolean => objection({ color }) === null;
  const colors = Object.fromEntries(
    COLORS.map((name) => [name, stored.text(name, isColor, CAPTION_DEFAULTS[name])]),
  ) as Pick<CaptionValues, (typeof COLORS)[number]>;
  return {
    ...colors,
    drawn: stored.yesOrNo('drawn', CAPTION_DEFAULTS.drawn),
    soft: stored.yesOrNo('soft', CAPTION_DEFAULTS.soft),
    font: stored.text('font', (font) => objection({ font }) === null, CAPTION_DEFAULTS.font),
    bold: stored.yesOrNo('bold', CAPTION_DEFAULTS.bold),
    size: stored.numberIn('size', CAPTION_LIMITS.size),
    strokeWidth: stored.numberIn('strokeWidth', CAPTION_LIMITS.strokeWidth),
    box: stored.oneOf('box', CAPTION_BOXES, CAPTION_DEFAULTS.box),
    boxOpacity: stored.numberIn('boxOpacity', CAPTION_LIMITS.boxOpacity),
    place: stored.oneOf<Place>('place', PLACES, CAPTION_DEFAULTS.place),
    percent: stored.numberIn('percent', CAPTION_LIMITS.position),
    animation: stored.oneOf('animation', CAPTION_ANIMATIONS, CAPTION_DEFAULTS.animation),
    highlight: stored.yesOrNo('highlight', CAPTION_DEFAULTS.highlight),
  };
};
