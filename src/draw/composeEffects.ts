import {
  type Effect,
  KEN_BURNS_RATE,
  type KenBurnsMove,
  type Rect,
  type Side,
  ZOOM_FACTOR,
} from '../shared/jobs';
import type { Size } from '../shared/media';
import type { Context } from './canvas';
import { BLACK, codedStyle } from './codedColours';

/** Moves by whole pixels of 4:2:0 chroma, as every engine does. */
const evenBelow = (value: number): number => Math.floor(value / 2) * 2;

const progress = ({ start, frames }: Effect, frame: number): number =>
  Math.min(1, Math.max(0, (frame - start) / frames));

/** How far the picture is away from its place, 0–1, eased at both ends (a cosine). */
const distance = (effect: Effect, frame: number): number => {
  const eased = 0.5 - 0.5 * Math.cos(Math.PI * progress(effect, frame));
  return effect.kind.endsWith('-in') ? 1 - eased : eased;
};

/** Share of the picture's light that a fade leaves, 0–1. */
const light = (effect: Effect, frame: number): number => {
  const done = progress(effect, frame);
  return effect.kind === 'fade-in' ? done : 1 - done;
};

const slideOffset = (effect: Effect & { readonly side: Side }, { width, height }: Size, frame: number) => {
  const away = distance(effect, frame);
  const [x, y] = {
    left: [-evenBelow(Math.round(width * away)), 0],
    right: [width - evenBelow(Math.round(width * (1 - away))), 0],
    top: [0, -evenBelow(Math.round(height * away))],
    bottom: [0, height - evenBelow(Math.round(height * (1 - away)))],
  }[effect.side] as [number, number];
  return { x, y };
};

/** The part that is seen: in the middle, on even pixels of the video's picture. */
const zoomedPart = (effect: Effect, { width, height }: Size, frame: number, scale: number): Rect => {
  const factor = 1 + (ZOOM_FACTOR - 1) * distance(effect, frame);
  const begin = (side: number): number => evenBelow((side - side / factor) / 2 / scale) * scale;
  const seen = (side: number): number => Math.trunc(side / factor / scale) * scale;
  return { x: begin(width), y: begin(height), width: seen(width), height: seen(height) };
};

/** The part that is seen moves by fractions of a pixel: by whole ones it would tremble. */
const kenBurnsPart = (
  { move, start, frames }: Effect & { readonly move: KenBurnsMove },
  { width, height }: Size,
  frame: number,
  fps: number,
): Rect => {
  const gain = (KEN_BURNS_RATE * frames) / fps;
  const done = (frame - start) / Math.max(1, frames - 1);
  const factor = { in: 1 + gain * done, out: 1 + gain * (1 - done), pan: 1 + gain }[move];
  const seen = { width: width / factor, height: height / factor };
  const x = move === 'pan' ? (width - seen.width) * done : (width - seen.width) / 2;
  return { x, y: (height - seen.height) / 2, ...seen };
};

/** Whether an effect changes this frame at all. */
export const isActive = (effect: Effect, frame: number): boolean => {
  switch (effect.kind) {
    case 'fade-in':
    case 'fade-out':
      return light(effect, frame) < 1;
    case 'ken-burns':
      return true;
    default:
      return distance(effect, frame) > 0;
  }
};

/** Darkens what is on the canvas as far as a fade has got. */
export const drawFade = (context: Context, effect: Effect, frame: number): void => {
  const { width, height } = context.canvas;
  context.globalAlpha = 1 - light(effect, frame);
  context.fillStyle = codedStyle(BLACK);
  context.fillRect(0, 0, width, height);
  context.globalAlpha = 1;
};

/** Where in the video a picture stands, and how large it is beside the video's. */
interface EffectPlace {
  readonly frame: number;
  readonly fps: number;
  /** Of its size to the video's. */
  readonly scale: number;
}

/** Draws a picture of the target's size as an effect shows it in a frame, over the whole of another canvas. */
export const drawEffect = (
  context: Context,
  picture: OffscreenCanvas,
  effect: Effect,
  { frame, fps, scale }: EffectPlace,
): void => {
  const { width, height } = picture;
  const drawPart = ({ x, y, width: partWidth, height: partHeight }: Rect): void =>
    context.drawImage(picture, x, y, partWidth, partHeight, 0, 0, width, height);
  switch (effect.kind) {
    case 'fade-in':
    case 'fade-out':
      context.drawImage(picture, 0, 0);
      drawFade(context, effect, frame);
      break;
    case 'slide-in':
    case 'slide-out': {
      const { x, y } = slideOffset(effect, picture, frame);
      context.fillStyle = codedStyle(BLACK);
      context.fillRect(0, 0, width, height);
      context.drawImage(picture, x, y);
      break;
    }
    case 'zoom-in':
    case 'zoom-out':
      drawPart(zoomedPart(effect, picture, frame, scale));
      break;
    case 'ken-burns':
      drawPart(kenBurnsPart(effect, picture, frame, fps));
  }
};
