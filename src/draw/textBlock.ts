import { type Direction, lineDirection } from '../plan/captions/direction';
import { SAFE_MARGIN } from '../plan/captions/place';
import { wrapText } from '../plan/captions/wrap';
import type { CaptionStyle } from '../shared/captions';
import type { Size } from '../shared/media';
import type { Context } from './canvas';
import type { Font } from './fonts';

/** A style with its font loaded, for one size of video. */
export interface Look {
  readonly style: CaptionStyle;
  readonly font: Font;
  readonly target: Size;
  /** Pixels of the target that one pixel of the style is. */
  readonly scale: number;
}

interface TextLine {
  readonly text: string;
  readonly direction: Direction;
  /** Of the letters' feet, in pixels below the block's top. */
  readonly baseline: number;
}

/** One cue, laid out. In pixels of the target, from the block's top and from the middle of its width. */
export interface TextBlock {
  readonly lines: readonly TextLine[];
  /** As CSS writes it, size and all. */
  readonly font: string;
  readonly fontSize: number;
  /** How far the line around the letters reaches out of them. */
  readonly stroke: number;
  /** Of all that is drawn: letters, the line around them, the box. */
  readonly width: number;
  readonly height: number;
}

/** In parts of the font size. */
const LINE_HEIGHT = 1.2;
const BOX_PADDING = { x: 0.4, y: 0.2 };

/** Each try makes a cue that is too tall smaller by at least this much. */
const SHRINK = 0.95;
/** In pixels; below it nothing can be read, and a text that is still too tall is that of no caption. */
const SMALLEST_FONT = 2;

/** Sets what every text here is measured and drawn with: lines are drawn from their middle, on their feet. */
export const useFont = (context: Context, font: string, direction: Direction): void => {
  context.font = font;
  context.direction = direction;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  // Without hinting: letters keep their places while a cue grows.
  context.textRendering = 'geometricPrecision';
};

/** What a line takes to both sides of its middle, above and below its feet; letters may reach beyond their own room. */
const inkOf = (context: Context, text: string) => {
  const metrics = context.measureText(text);
  const { width, actualBoundingBoxLeft: left, actualBoundingBoxRight: right } = metrics;
  return {
    width: Math.max(width, 2 * left, 2 * right),
    ascent: metrics.actualBoundingBoxAscent,
    descent: metrics.actualBoundingBoxDescent,
  };
};

/** The text's own lines have a direction each; what they are broken into keeps it. */
const wrapped = (context: Context, font: string, cue: string, maxWidth: number) =>
  cue.split(/\r\n?|\n/).flatMap((own) => {
    const direction = lineDirection(own, cue);
    useFont(context, font, direction);
    const lines = wrapText(own, maxWidth, (text) => inkOf(context, text).width);
    return lines.map((text) => ({ text, direction, ink: inkOf(context, text) }));
  });

/** Room around the letters for the line around them, and for the box. */
const paddingOf = ({ box }: CaptionStyle, fontSize: number, stroke: number) => ({
  x: box === 'none' ? stroke : Math.max(stroke, BOX_PADDING.x * fontSize),
  y: box === 'none' ? stroke : Math.max(stroke, BOX_PADDING.y * fontSize),
});

const layOut = (context: Context, cue: string, look: Look, fontSize: number): TextBlock => {
  const { style, target } = look;
  const font = `${look.font.weight} ${fontSize}px ${look.font.families}`;
  // The line around the letters becomes thinner where the letters become smaller.
  const stroke = (style.strokeWidth / style.size) * fontSize;
  const padding = paddingOf(style, fontSize, stroke);
  const maxWidth = Math.max(1, target.width * (1 - 2 * SAFE_MARGIN) - 2 * padding.x);
  const lines = wrapped(context, font, cue, maxWidth);

  // Scripts with marks over marks are taller than the font that the line height is meant for.
  const inkHeights = lines.map(({ ink }) => ink.ascent + ink.descent + 2 * stroke);
  const lineHeight = Math.max(LINE_HEIGHT * fontSize, ...inkHeights);
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText('');
  const firstBaseline = (lineHeight + fontBoundingBoxAscent - fontBoundingBoxDescent) / 2;
  const placed = lines.map((line, index) => ({ ...line, baseline: firstBaseline + index * lineHeight }));

  const top = Math.min(0, ...placed.map(({ baseline, ink }) => baseline - ink.ascent)) - padding.y;
  const inkBottoms = placed.map(({ baseline, ink }) => baseline + ink.descent);
  const bottom = Math.max(lines.length * lineHeight, ...inkBottoms) + padding.y;
  return {
    lines: placed.map(({ text, direction, baseline }) => ({ text, direction, baseline: baseline - top })),
    font,
    fontSize,
    stroke,
    width: Math.max(...lines.map(({ ink }) => ink.width)) + 2 * padding.x,
    height: bottom - top,
  };
};

/** Lays a cue out in lines, in smaller letters where it is taller than `maxHeight` pixels. */
export const textBlock = (context: Context, cue: string, look: Look, maxHeight: number): TextBlock => {
  const text = cue.trim();
  let fontSize = look.style.size * look.scale;
  let block = layOut(context, text, look, fontSize);
  while (block.height > maxHeight && fontSize > SMALLEST_FONT) {
    // Both the lines' height and the number of lines shrink with the letters.
    fontSize *= Math.min(SHRINK, Math.sqrt(maxHeight / block.height));
    block = layOut(context, text, look, fontSize);
  }
  return block;
};
