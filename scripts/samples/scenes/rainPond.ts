import type { Light } from '../light';
import { clamp, smoothstep } from '../maths';
import { Noise } from '../noise';
import type { Painter, Scene } from '../scene';
import { PADS, paintFlower, paintPad } from './lilies';
import { layPebbles } from './pebbles';
import { Ripples } from './ripples';

const SIDE = 960;
const FPS = 25;
/** The water is reckoned on a coarser grid than the picture. */
const GRID = 480;
const STEPS_PER_FRAME = 3;

/** Shade of everything that floats, on the ground below it: 1 is full light. */
const castShade = (): Float32Array => {
  const shade = new Float32Array(SIDE * SIDE).fill(1);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      for (const pad of PADS) {
        const distance = Math.hypot(x - pad.x - 30, y - pad.y - 36);
        shade[y * SIDE + x]! *= 1 - 0.72 * smoothstep(pad.radius + 16, pad.radius - 16, distance);
      }
    }
  }
  return shade;
};

const shadedGround = (noise: Noise): Light => {
  const ground = layPebbles(noise, SIDE);
  castShade().forEach((shade, index) => {
    for (let channel = 0; channel < 3; channel++) ground.data[index * 3 + channel]! *= shade;
  });
  return ground;
};

/** The ground, bent by the slopes of the water, and the sky that they mirror. */
const paintWater = (picture: Light, ground: Light, noise: Noise, ripples: Ripples, seconds: number): void => {
  const below: [number, number, number] = [0, 0, 0];
  const scale = GRID / SIDE;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [slopeX, slopeY] = [ripples.slopeX(x * scale, y * scale), ripples.slopeY(x * scale, y * scale)];
      ground.sample(x - slopeX * 80, y - slopeY * 80, below);
      const cloud = noise.fractal(x / 420 + slopeX * 2.2 + seconds * 0.02, y / 420 + slopeY * 2.2 + 8, 2);
      const sky = 0.03 + 0.13 * smoothstep(0.3, 0.75, cloud) + clamp(-(slopeX + slopeY) * 1.3, -0.06, 0.8);
      const glint = clamp((-(slopeX + slopeY) - 0.16) * 3) ** 2 * 0.5;
      const focus = 1 + clamp(ripples.curve(x * scale, y * scale) * 5, -0.5, 1.2);
      picture.set(
        x,
        y,
        below[0] * 0.6 * focus + sky * 0.34 + glint,
        below[1] * 0.95 * focus + sky * 0.46 + glint,
        below[2] * 0.8 * focus + sky * 0.52 + glint,
      );
    }
  }
};

const prepare = (): Painter => {
  const noise = new Noise(52);
  const ground = shadedGround(noise);
  const ripples = new Ripples(GRID, 53);
  // It has been raining for a while when the clip begins.
  for (let step = 0; step < 160; step++) ripples.step();
  let done = 0;
  return (picture, seconds) => {
    for (; done < Math.round(seconds * FPS) * STEPS_PER_FRAME; done++) ripples.step();
    paintWater(picture, ground, noise, ripples, seconds);
    for (const pad of PADS) {
      const phase = pad.x * 0.013;
      paintPad(
        picture,
        noise,
        pad,
        2.2 * Math.sin(seconds * 1.1 + phase),
        1.8 * Math.sin(seconds * 1.4 + phase),
      );
    }
    paintFlower(picture, 2 * Math.sin(seconds * 1.1 + 2), 1.7 * Math.sin(seconds * 1.4 + 2));
  };
};

/** Rain on a lily pond, from above; square and without sound. */
export const rainPond: Scene = {
  name: 'rain-pond',
  width: SIDE,
  height: SIDE,
  fps: FPS,
  seconds: 6,
  crf: 32,
  sound: null,
  prepare,
};
