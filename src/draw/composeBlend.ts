import type { Blend, Side } from '../shared/jobs';
import type { Context } from './canvas';
import { BLACK, codedStyle } from './codedColours';

/** How far a blend is: each of its frames has a share of both pictures. */
export interface BlendPlace {
  readonly frame: number;
  /** Of the whole blend. */
  readonly frames: number;
}

/** The next picture's share of the frame, between 0 and 1 and never one of them. */
const nextShare = ({ frame, frames }: BlendPlace): number => (frame + 1) / (frames + 1);

const wipe = (context: Context, next: OffscreenCanvas, side: Side, share: number): void => {
  const { width, height } = next;
  // The edge's own line of pixels is the next picture's where that comes from the left or the top.
  const [x, y, w, h] = {
    left: [0, 0, Math.floor(width * share) + 1, height],
    right: [Math.floor(width * (1 - share)) + 1, 0, width, height],
    top: [0, 0, width, Math.floor(height * share) + 1],
    bottom: [0, Math.floor(height * (1 - share)) + 1, width, height],
  }[side] as [number, number, number, number];
  context.save();
  context.beginPath();
  context.rect(x, y, w, h);
  context.clip();
  context.drawImage(next, 0, 0);
  context.restore();
};

const slideOver = (
  context: Context,
  next: OffscreenCanvas,
  side: Side,
  { frame, frames }: BlendPlace,
): void => {
  const { width, height } = next;
  const away = 0.5 + 0.5 * Math.cos((Math.PI * (frame + 1)) / (frames + 1));
  const steps = (length: number): number => Math.floor(Math.trunc(length * away) / 2) * 2;
  const [x, y] = {
    left: [steps(-width), 0],
    right: [steps(width), 0],
    top: [0, steps(-height)],
    bottom: [0, steps(height)],
  }[side] as [number, number];
  context.drawImage(next, x, y);
};

const drawLit = (context: Context, picture: OffscreenCanvas, light: number): void => {
  context.fillStyle = codedStyle(BLACK);
  context.fillRect(0, 0, picture.width, picture.height);
  context.globalAlpha = light;
  context.drawImage(picture, 0, 0);
  context.globalAlpha = 1;
};

const drawDip = (
  context: Context,
  first: OffscreenCanvas,
  next: OffscreenCanvas,
  { frame, frames }: BlendPlace,
): void => {
  const half = Math.ceil(frames / 2);
  if (frame < half) drawLit(context, first, 1 - frame / half);
  else drawLit(context, next, (frame - half) / (frames - half));
};

/** Draws how one picture gives way to another, over the whole canvas. All are of one size. */
export const drawBlend = (
  context: Context,
  first: OffscreenCanvas,
  next: OffscreenCanvas,
  blend: Blend,
  place: BlendPlace,
): void => {
  switch (blend.kind) {
    case 'dip-to-black':
      drawDip(context, first, next, place);
      break;
    case 'crossfade':
      context.drawImage(first, 0, 0);
      context.globalAlpha = nextShare(place);
      context.drawImage(next, 0, 0);
      context.globalAlpha = 1;
      break;
    case 'wipe':
      context.drawImage(first, 0, 0);
      wipe(context, next, blend.side, nextShare(place));
      break;
    case 'slide-over':
      context.drawImage(first, 0, 0);
      slideOver(context, next, blend.side, place);
  }
};
