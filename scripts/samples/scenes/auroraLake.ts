import type { Light, Rgb } from '../light';
import { Mask, paintPine } from '../mask';
import { clamp, mix, smoothstep } from '../maths';
import { Noise, randomFrom } from '../noise';
import type { Painter, Scene } from '../scene';

const WIDTH = 720;
const HEIGHT = 1280;
const SHORE = 950;

interface Star {
  readonly angle: number;
  readonly radius: number;
  readonly light: number;
  readonly phase: number;
  readonly colour: Rgb;
}

/** The sky turns around this place, slowly. */
const POLE = { x: 300, y: 260, turn: 0.012 };

const scatterStars = (): Star[] => {
  const random = randomFrom(21);
  return Array.from({ length: 620 }, () => {
    const warm = random();
    return {
      angle: random() * Math.PI * 2,
      radius: Math.sqrt(random()) * 900,
      light: 0.12 + random() ** 7 * 3.2,
      phase: random() * 6.3,
      colour: [0.8 + 0.3 * warm, 0.9, 1.15 - 0.3 * warm],
    };
  });
};

/** One pixel's light spread over the four that it touches, with a halo when it is bright. */
const paintStar = (picture: Light, x: number, y: number, colour: Rgb, light: number): void => {
  const reach = light > 0.9 ? 4 : 1;
  for (let py = Math.floor(y) - reach; py <= Math.floor(y) + reach + 1; py++) {
    for (let px = Math.floor(x) - reach; px <= Math.floor(x) + reach + 1; px++) {
      const distance = (px - x) ** 2 + (py - y) ** 2;
      const halo = reach > 1 ? 0.05 * Math.exp(-distance / 7) : 0;
      if (py < SHORE) picture.add(px, py, colour, light * (Math.exp(-distance * 1.6) + halo));
    }
  }
};

const paintStars = (picture: Light, stars: readonly Star[], seconds: number): void => {
  for (const { angle, radius, light, phase, colour } of stars) {
    const turned = angle + POLE.turn * seconds;
    const twinkle = 0.8 + 0.2 * Math.sin(phase + seconds * (3 + phase));
    const [x, y] = [POLE.x + Math.cos(turned) * radius, POLE.y + Math.sin(turned) * radius];
    paintStar(picture, x, y, colour, light * twinkle * smoothstep(SHORE, 500, y));
  }
};

const paintShootingStar = (picture: Light, seconds: number): void => {
  const age = (seconds - 2.2) / 0.8;
  if (age < 0 || age > 1) return;
  for (let step = 0; step < 160; step++) {
    const along = age * 330 - step;
    const light = 0.9 * Math.sin(age * Math.PI) * (1 - step / 160) ** 2;
    if (along > 0) paintStar(picture, 560 - along * 0.94, 120 + along * 0.34, [0.9, 1, 1], light);
  }
};

const CURTAINS = [
  { base: 0.4, swing: 0.3, length: 0.2, strength: 0.85, drift: 0.16 },
  { base: 0.53, swing: 0.22, length: 0.13, strength: 0.6, drift: -0.12 },
  { base: 0.26, swing: 0.2, length: 0.24, strength: 0.45, drift: 0.09 },
];

/** Curtains of light: sharp at their lower hem, fading upwards, in folds and rays. Fills the whole sky. */
const paintAurora = (picture: Light, noise: Noise, seconds: number): void => {
  for (let x = 0; x < WIDTH; x++) {
    const across = x / WIDTH;
    const columns = CURTAINS.map((curtain, index) => {
      const folded = across + 0.2 * (noise.at(across * 3 + index * 7, seconds * 0.16 + index) - 0.5);
      const wave = noise.fractal(
        folded * 2.1 + index * 11 + seconds * curtain.drift,
        seconds * 0.07 + index * 5,
        2,
      );
      const rays = noise.fractal(folded * 19 + index * 50, seconds * 0.5 + index * 3, 2);
      const presence = smoothstep(
        0.15,
        0.8,
        noise.at(folded * 2.6 + index * 23 - seconds * curtain.drift, index),
      );
      const tall = 0.55 + 0.9 * noise.at(folded * 9 + index * 31, seconds * 0.3);
      return {
        hem: (curtain.base + curtain.swing * (wave - 0.5)) * HEIGHT,
        length: curtain.length * tall * HEIGHT,
        light: curtain.strength * presence * (0.4 + 0.85 * smoothstep(0.15, 0.85, rays)),
      };
    });
    for (let y = 0; y < SHORE; y++) {
      const low = y / SHORE;
      let red = mix(0.004, 0.012, low * low);
      let green = mix(0.009, 0.05, low * low);
      let blue = mix(0.03, 0.075, low);
      for (const { hem, length, light } of columns) {
        const above = hem - y;
        const glow = light * (above < 0 ? Math.exp(above / 16) : Math.exp(-above / length)) + 0.007;
        const purple = clamp(above / (length * 2.1));
        red += glow * mix(0.05, 0.5, purple);
        green += glow * mix(0.95, 0.1, purple);
        blue += glow * mix(0.38, 0.7, purple);
      }
      picture.set(x, y, red, green, blue);
    }
  }
};

/** A ridge of snowy rock: the height of its crest in pixels above the shore, column by column. */
const ridge = (noise: Noise, height: number, scale: number, seed: number): Float32Array =>
  Float32Array.from({ length: WIDTH }, (_, x) => {
    const folds = 1 - Math.abs(2 * noise.fractal(x / scale + seed, seed, 2) - 1);
    return height * (0.25 + 0.75 * folds) + 16 * (noise.fractal(x / 17, seed + 4, 4) - 0.5);
  });

const paintRidge = (picture: Light, noise: Noise, crest: Float32Array, rock: Rgb, snow: Rgb): void => {
  for (let x = 0; x < WIDTH; x++) {
    const top = SHORE - crest[x]!;
    const slope = crest[Math.min(WIDTH - 1, x + 5)]! - crest[Math.max(0, x - 5)]!;
    for (let y = Math.floor(top); y < SHORE; y++) {
      const streaks = noise.fractal(x / 16 + y / 34, y / 60 - x / 90, 4);
      const lit = smoothstep(0.42, 0.6, streaks + slope * 0.018 - 0.16 * ((y - top) / crest[x]!));
      const colour: Rgb = [
        mix(rock[0], snow[0], lit),
        mix(rock[1], snow[1], lit),
        mix(rock[2], snow[2], lit),
      ];
      picture.cover(x, y, colour, clamp(y + 1 - top));
    }
  }
};

const paintLake = (picture: Light, noise: Noise, seconds: number): void => {
  const mirrored: [number, number, number] = [0, 0, 0];
  for (let y = SHORE; y < HEIGHT; y++) {
    const down = y - SHORE + 1;
    const near = down / (HEIGHT - SHORE);
    for (let x = 0; x < WIDTH; x++) {
      const ripple = noise.at(x / (26 + 60 * near), 420 / (down + 12) + seconds * 0.9) - 0.5;
      const fine = noise.at(x / (9 + 22 * near) + 40, 1500 / (down + 20) - seconds * 1.3) - 0.5;
      const shift = (ripple * 30 + fine * 16) * (0.12 + near);
      picture.sample(x + shift * 0.35, Math.min(SHORE - 1, SHORE - down * 1.25 + shift), mirrored);
      const shine = mix(0.72, 0.5, near);
      picture.set(
        x,
        y,
        mirrored[0] * shine + 0.002,
        mirrored[1] * shine + 0.006,
        mirrored[2] * shine + 0.014,
      );
    }
  }
};

const plantPines = (noise: Noise): Mask => {
  const mask = new Mask(WIDTH, HEIGHT);
  const random = randomFrom(23);
  for (let x = -20; x < WIDTH + 20; x += 9 + random() * 16) {
    const fromMiddle = Math.abs(x - 400) / 400;
    const height = 40 + 330 * fromMiddle ** 2.4 * (0.55 + 0.6 * random());
    paintPine(mask, noise, { x, foot: HEIGHT + 28, height });
  }
  return mask;
};

const prepare = (): Painter => {
  const noise = new Noise(22);
  const stars = scatterStars();
  const pines = plantPines(noise);
  const far = ridge(noise, 250, 190, 3);
  const near = ridge(noise, 150, 120, 9);
  return (picture, seconds) => {
    paintAurora(picture, noise, seconds);
    paintStars(picture, stars, seconds);
    paintShootingStar(picture, seconds);
    paintRidge(picture, noise, far, [0.012, 0.03, 0.05], [0.09, 0.2, 0.2]);
    paintRidge(picture, noise, near, [0.004, 0.012, 0.02], [0.035, 0.09, 0.095]);
    paintLake(picture, noise, seconds);
    pines.layOver(picture, 0, 0, [0.001, 0.003, 0.004]);
  };
};

/** Northern lights over snowy mountains, mirrored in a lake; upright. */
export const auroraLake: Scene = {
  name: 'aurora-lake',
  width: WIDTH,
  height: HEIGHT,
  fps: 30,
  seconds: 6,
  crf: 28,
  sound:
    'aevalsrc=exprs=0.05*(sin(2*PI*110*t)+0.7*sin(2*PI*164.8*t+sin(t))+0.5*sin(2*PI*220.6*t)*sin(0.5*t))|' +
    '0.05*(sin(2*PI*110.4*t)+0.7*sin(2*PI*164.4*t)+0.5*sin(2*PI*277.2*t)*sin(0.4*t+1)):s=48000',
  prepare,
};
