import {
  type Effect,
  KEN_BURNS_RATE,
  type KenBurnsMove,
  type Side,
  ZOOM_FACTOR,
} from '../../../src/shared/jobs';
import type { Size } from '../../../src/shared/media';

/** 0 → 1 over the effect's frames, eased at both ends (a cosine), as an expression of the frame's number `counter`. */
const easedProgress = ({ start, frames }: Effect, counter: string): string =>
  `(0.5-0.5*cos(PI*clip((${counter}-${start})/${frames},0,1)))`;

/** How far the picture is away from its place, 0–1: an `-in` comes from 1 to 0, an `-out` goes from 0 to 1. */
const distance = (effect: Effect, counter: string): string => {
  const progress = easedProgress(effect, counter);
  return effect.kind.endsWith('-in') ? `(1-${progress})` : progress;
};

const fade = ({ kind, start, frames }: Effect): string =>
  `fade=type=${kind === 'fade-in' ? 'in' : 'out'}:start_frame=${start}:nb_frames=${frames}`;

/**
 * The picture beside a black one of the same size, and a window that moves from one to the other: the only way to move
 * a picture in one chain.
 */
const slide = (effect: Effect & { readonly side: Side }, { width, height }: Size): string => {
  const away = distance(effect, 'n');
  switch (effect.side) {
    case 'left':
      return `pad=${2 * width}:${height}:0:0:black,crop=${width}:${height}:'${width}*${away}':0`;
    case 'right':
      return `pad=${2 * width}:${height}:${width}:0:black,crop=${width}:${height}:'${width}*(1-${away})':0`;
    case 'top':
      return `pad=${width}:${2 * height}:0:0:black,crop=${width}:${height}:0:'${height}*${away}'`;
    case 'bottom':
      return `pad=${width}:${2 * height}:0:${height}:black,crop=${width}:${height}:0:'${height}*(1-${away})'`;
  }
};

const zoom = (effect: Effect, { width, height }: Size, fps: number): string => {
  const factor = `1+${ZOOM_FACTOR - 1}*${distance(effect, 'on')}`;
  return `zoompan=z='${factor}':x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2':d=1:s=${width}x${height}:fps=${fps}`;
};

/**
 * The four corners of the part that is shown, in pixels of the picture, move by parts of a pixel: `zoompan` moves by
 * whole ones, which trembles.
 */
const kenBurns = ({ move, start, frames }: Effect & { readonly move: KenBurnsMove }, fps: number): string => {
  const gain = (KEN_BURNS_RATE * frames) / fps;
  const done = `((on-${start})/${Math.max(1, frames - 1)})`.replace('--', '+');
  const zoomed = { in: `(1+${gain}*${done})`, out: `(1+${gain}*(1-${done}))`, pan: `${1 + gain}` }[move];
  const width = `W/${zoomed}`;
  const height = `H/${zoomed}`;
  const left = move === 'pan' ? `(W-${width})*${done}` : `(W-${width})/2`;
  const top = `(H-${height})/2`;
  const corners = [
    [left, top],
    [`${left}+${width}`, top],
    [left, `${top}+${height}`],
    [`${left}+${width}`, `${top}+${height}`],
  ];
  const places = corners.map(([x, y], corner) => `x${corner}='${x}':y${corner}='${y}'`);
  return `perspective=${places.join(':')}:interpolation=cubic:sense=source:eval=frame`;
};

const effectFilter = (effect: Effect, target: Size, fps: number): string => {
  switch (effect.kind) {
    case 'fade-in':
    case 'fade-out':
      return fade(effect);
    case 'ken-burns':
      return kenBurns(effect, fps);
    case 'slide-in':
    case 'slide-out':
      return slide(effect, target);
    case 'zoom-in':
    case 'zoom-out':
      return zoom(effect, target, fps);
  }
};

/** What is done to the fitted picture, in order. */
export const effectFilters = (effects: readonly Effect[], target: Size, fps: number): string[] =>
  effects.map((effect) => effectFilter(effect, target, fps));
