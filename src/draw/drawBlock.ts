import type { LinePart } from '../plan/captions/words';
import type { Context } from './canvas';
import { type Look, type TextBlock, useFont } from './textBlock';
import { spanOf } from './wordSpans';

/** In parts of the font size. */
const BOX_RADIUS = 0.3;
/** How far letters may reach beyond the room they take, towards a space or the line's end. */
const OVERHANG = 0.08;

const drawBox = (context: Context, { width, height, fontSize }: TextBlock, { style }: Look): void => {
  context.globalAlpha = style.boxOpacity;
  context.fillStyle = style.boxColor;
  context.beginPath();
  context.roundRect(-width / 2, 0, width, height, style.box === 'rounded' ? BOX_RADIUS * fontSize : 0);
  context.fill();
  context.globalAlpha = 1;
};

const eachLine = (
  context: Context,
  block: TextBlock,
  draw: (text: string, baseline: number) => void,
): void => {
  for (const { text, direction, baseline } of block.lines) {
    useFont(context, block.font, direction);
    draw(text, baseline);
  }
};

/**
 * Draws the whole line once more in another colour, seen only where the word is: letters that join or overlap look as
 * they did.
 */
const drawPart = (context: Context, block: TextBlock, part: LinePart): void => {
  const line = block.lines[part.line];
  if (!line) return;
  const { text, direction, baseline } = line;
  useFont(context, block.font, direction);
  const measure = (piece: string) => context.measureText(piece).width;
  const span = spanOf(text, part.start, part.end, direction, measure);
  const isFree = (neighbour: string | undefined) => neighbour === undefined || /[\s\p{P}]/u.test(neighbour);
  const spaceBefore = isFree(text[part.start - 1]) ? OVERHANG * block.fontSize : 0;
  const spaceAfter = isFree(text[part.end]) ? OVERHANG * block.fontSize : 0;
  const margin = direction === 'ltr' ? [spaceBefore, spaceAfter] : [spaceAfter, spaceBefore];
  const left = span.left - measure(text) / 2 - (margin[0] ?? 0);
  const right = span.right - measure(text) / 2 + (margin[1] ?? 0);
  context.save();
  context.beginPath();
  context.rect(left, 0, right - left, block.height);
  context.clip();
  context.fillText(text, 0, baseline);
  context.restore();
};

/**
 * Draws a cue with the middle of its top edge at the origin.
 * @param spoken the parts of the word that is spoken; empty: none
 */
export const drawBlock = (
  context: Context,
  block: TextBlock,
  look: Look,
  spoken: readonly LinePart[],
): void => {
  const { style } = look;
  if (style.box !== 'none') drawBox(context, block, look);
  if (block.stroke > 0) {
    context.strokeStyle = style.strokeColor;
    // Half of a line lies inside the letters, where they cover it.
    context.lineWidth = 2 * block.stroke;
    context.lineJoin = 'round';
    eachLine(context, block, (text, baseline) => context.strokeText(text, 0, baseline));
  }
  context.fillStyle = style.color;
  eachLine(context, block, (text, baseline) => context.fillText(text, 0, baseline));
  if (style.highlightColor === null) return;
  context.fillStyle = style.highlightColor;
  for (const part of spoken) drawPart(context, block, part);
};
