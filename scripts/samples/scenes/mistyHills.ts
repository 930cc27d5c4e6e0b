import type { Light, Rgb } from '../light';
import { Mask, paintPine } from '../mask';
import { clamp, mix, smoothstep } from '../maths';
import { Noise, randomFrom } from '../noise';
import type { Painter, Scene } from '../scene';

const WIDTH = 1280;
const HEIGHT = 544;
const SECONDS = 7;
const SUN = { x: 880, y: 168 };

/** From far to near: crest in pixels from the top, its height, its breadth, speed of the pan, and light. */
const RIDGES = [
  { crest: 235, height: 90, breadth: 330, speed: 3, colour: [0.5, 0.25, 0.17] },
  { crest: 275, height: 100, breadth: 260, speed: 6, colour: [0.3, 0.155, 0.14] },
  { crest: 322, height: 95, breadth: 230, speed: 11, colour: [0.14, 0.09, 0.105] },
  { crest: 375, height: 90, breadth: 250, speed: 19, colour: [0.055, 0.048, 0.07] },
] as const;
const MIST: Rgb = [0.72, 0.4, 0.22];

/** Forests in front: pixels a second, and the heights of their trees. */
const FORESTS = [
  { speed: 31, foot: 500, rise: 70, trees: [38, 62], gap: [7, 10], colour: [0.036, 0.05, 0.066], seed: 31 },
  { speed: 52, foot: 570, rise: 60, trees: [80, 150], gap: [22, 40], colour: [0.008, 0.014, 0.02], seed: 32 },
] as const;

const paintSky = (picture: Light, noise: Noise, seconds: number): void => {
  for (let y = 0; y < HEIGHT; y++) {
    const down = y / 330;
    for (let x = 0; x < WIDTH; x++) {
      const distance = Math.hypot(x - SUN.x, y - SUN.y) / HEIGHT;
      const glow = 0.75 * Math.exp(-distance * 3.2) + 1.1 * Math.exp(-distance * 13);
      const disc = 5 * smoothstep(0.064, 0.058, distance);
      const wisps = noise.fractal(x / 300 + seconds * 0.02 + 5, y / 34 + 8, 3);
      const cloud = smoothstep(0.5, 0.85, wisps) * smoothstep(1, 0.3, down) * 0.3;
      picture.set(
        x,
        y,
        mix(0.1, 0.6, down) + glow + disc + cloud,
        mix(0.17, 0.3, down) + glow * 0.5 + disc * 0.8 + cloud * 0.55,
        mix(0.33, 0.16, down) + glow * 0.12 + disc * 0.45 + cloud * 0.36,
      );
    }
  }
};

/** Long flat swathes, from -0.5 to 0.5. */
const mistAt = (noise: Noise, x: number, y: number): number => noise.fractal(x / 290, y / 23, 2) - 0.5;

/** A ridge, darkest along its crest and lost in the mist of the valley below it. */
const paintRidge = (picture: Light, noise: Noise, index: number, seconds: number): void => {
  const ridge = RIDGES[index]!;
  const sharp = 0.02 / (1 + index);
  for (let x = 0; x < WIDTH; x++) {
    const place = (x + seconds * ridge.speed) / ridge.breadth + index * 13;
    const folds = noise.fractal(place, index * 5 + 0.5, 5) - 0.5;
    const top = ridge.crest - folds * ridge.height * 2;
    const towardsSun = Math.exp(-Math.abs(x - SUN.x) / 420) * 0.3;
    for (let y = Math.floor(top); y < HEIGHT; y++) {
      const below = (y - top) / 105;
      const drift = mistAt(noise, x + seconds * (9 + ridge.speed) + index * 900, y);
      const mist = smoothstep(0, 1.15, below + drift * 0.6) * (0.78 - index * 0.13) + sharp;
      const colour: Rgb = [
        mix(ridge.colour[0], MIST[0], mist) + towardsSun * (1 - mist) * 0.5,
        mix(ridge.colour[1], MIST[1], mist) + towardsSun * (1 - mist) * 0.24,
        mix(ridge.colour[2], MIST[2], mist) + towardsSun * (1 - mist) * 0.08,
      ];
      picture.cover(x, y, colour, clamp(y + 1 - top));
    }
  }
};

/** Mist that lies between the two forests. */
const paintLowMist = (picture: Light, noise: Noise, seconds: number): void => {
  for (let y = 400; y < HEIGHT; y++) {
    const height = smoothstep(400, 500, y);
    for (let x = 0; x < WIDTH; x++) {
      const swathe = smoothstep(-0.25, 0.45, mistAt(noise, x + seconds * 60, y * 0.6));
      picture.cover(x, y, MIST, height * (0.12 + 0.5 * swathe));
    }
  }
};

/** The forest as one long strip: as wide as the picture and all of the pan. */
const plantForest = (noise: Noise, forest: (typeof FORESTS)[number]): Mask => {
  const mask = new Mask(WIDTH + Math.ceil(SECONDS * forest.speed) + 2, HEIGHT);
  const random = randomFrom(forest.seed);
  const ground = (x: number): number =>
    forest.foot - forest.rise * 2 * (noise.fractal(x / 310 + forest.seed, 2.5, 3) - 0.5);
  for (let x = 0; x < mask.width; x++) {
    for (let y = Math.floor(ground(x)); y < HEIGHT; y++) mask.join(x, y, y + 1 - ground(x));
  }
  for (let x = -20; x < mask.width + 20; x += mix(forest.gap[0], forest.gap[1], random())) {
    const grove = smoothstep(0.3, 0.6, noise.at(x / 140 + forest.seed * 3, 7));
    const height = mix(forest.trees[0], forest.trees[1], random()) * (0.45 + 0.55 * grove);
    paintPine(mask, noise, { x, foot: ground(x) + 6, height });
  }
  return mask;
};

/** A flock that crosses the sun, wings beating each at its own pace. */
const paintBirds = (picture: Light, seconds: number): void => {
  const random = randomFrom(34);
  for (let bird = 0; bird < 9; bird++) {
    const row = Math.ceil(bird / 2) * (bird % 2 === 0 ? 1 : -1);
    const x = 1060 - seconds * 46 + Math.abs(row) * 21 + random() * 9;
    const y = 128 + row * 11 + random() * 6 + Math.sin(seconds * 1.1 + bird) * 3;
    const beat = Math.sin(seconds * (8 + random() * 2) + random() * 6);
    for (let step = -9; step <= 9; step += 0.25) {
      const out = Math.abs(step) / 9;
      const wing = y - out * (5 * beat + 2) + out * out * 3.5 * beat;
      const row0 = Math.floor(wing);
      for (const py of [row0, row0 + 1]) {
        picture.cover(
          Math.round(x + step),
          py,
          [0.07, 0.05, 0.06],
          clamp(1 - Math.abs(py - wing)) * (0.5 - out * 0.25),
        );
      }
    }
  }
};

const prepare = (): Painter => {
  const noise = new Noise(33);
  const forests = FORESTS.map((forest) => ({ ...forest, mask: plantForest(noise, forest) }));
  return (picture, seconds) => {
    paintSky(picture, noise, seconds);
    paintBirds(picture, seconds);
    for (let index = 0; index < RIDGES.length; index++) paintRidge(picture, noise, index, seconds);
    for (const { mask, speed, colour } of forests) {
      paintLowMist(picture, noise, seconds);
      mask.layOver(picture, 0, seconds * speed, colour);
    }
  };
};

/** A slow pan along wooded hills in the morning mist, in cinema width. */
export const mistyHills: Scene = {
  name: 'misty-hills',
  width: WIDTH,
  height: HEIGHT,
  fps: 24,
  seconds: SECONDS,
  crf: 27,
  sound:
    'anoisesrc=color=pink:seed=9:sample_rate=48000:amplitude=0.2,bandpass=f=420:t=h:w=400,tremolo=f=0.13:d=0.7,' +
    'volume=2.2[wind];' +
    'aevalsrc=exprs=0.04*sin(2*PI*3100*t+45*sin(2*PI*9*t))*lt(mod(t\\,2.3)\\,0.35)*sin(PI*mod(t\\,2.3)/0.35):s=48000,' +
    'aecho=0.8:0.7:90|170:0.35|0.2[birds];[wind][birds]amix=inputs=2:normalize=0,aeval=val(0)|val(0)',
  prepare,
};
