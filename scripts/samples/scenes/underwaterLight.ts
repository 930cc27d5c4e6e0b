import type { Light, Rgb } from '../light';
import { Mask } from '../mask';
import { clamp, mix, smoothstep } from '../maths';
import { Noise, randomFrom } from '../noise';
import type { Painter, Scene } from '../scene';

const WIDTH = 1280;
const HEIGHT = 720;
const FLOOR = 500;
/** Where the sun's rays seem to come from, above the picture. */
const SUN = { x: 520, y: -260 };

/** Bright lines where two sets of ridges meet, as light makes on a sea floor. */
const causticAt = (noise: Noise, x: number, y: number, seconds: number): number => {
  const bend = noise.at(x * 0.6, y * 0.6 + seconds * 0.25) * 1.6;
  const one = 1 - Math.abs(2 * noise.at(x + bend, y + seconds * 0.42) - 1);
  const other = 1 - Math.abs(2 * noise.at(x * 1.35 - seconds * 0.34 + 60, y * 1.35 - bend) - 1);
  return (Math.min(one, other) * 1.12) ** 5;
};

/** The light of the open water, and its rays. */
const paintWater = (picture: Light, noise: Noise, seconds: number): void => {
  for (let y = 0; y < HEIGHT; y++) {
    const down = y / HEIGHT;
    const dim = Math.exp(-down * 2.3);
    for (let x = 0; x < WIDTH; x++) {
      const [dx, dy] = [x - SUN.x, y - SUN.y];
      const angle = dx / dy;
      const glow = Math.exp(-(angle * angle) * 5);
      const wide = noise.at(angle * 9 + seconds * 0.16 + 30, seconds * 0.3);
      const fine = noise.at(angle * 23 - seconds * 0.22 + 90, seconds * 0.45 + 5);
      const rays = smoothstep(0.42, 0.95, wide * 0.62 + fine * 0.46) * glow * Math.exp(-down * 1.7) * 1.15;
      const light = dim * (0.35 + 0.75 * glow) + rays;
      picture.set(x, y, 0.004 + light * 0.1, 0.018 + light * 0.5, 0.06 + light * 0.56);
    }
  }
};

/** The underside of the waves, seen from below. */
const paintSurface = (picture: Light, noise: Noise, seconds: number): void => {
  for (let y = 0; y < 120; y++) {
    const depth = 60 / (y + 16);
    const fade = smoothstep(120, 0, y);
    for (let x = 0; x < WIDTH; x++) {
      const across = ((x - SUN.x) / 240) * depth;
      const light = causticAt(noise, across + 100, depth * 4.2 + seconds * 0.4, seconds * 1.4);
      const near = Math.exp(-(((x - SUN.x) / 420) ** 2));
      picture.add(x, y, [0.55, 0.95, 1], light * fade * (0.2 + 1.5 * near));
    }
  }
};

const sandTop = (noise: Noise, x: number): number => FLOOR + 26 - 60 * (noise.fractal(x / 330, 4.5, 3) - 0.5);

const paintFloor = (picture: Light, noise: Noise, seconds: number): void => {
  for (let x = 0; x < WIDTH; x++) {
    const top = sandTop(noise, x);
    for (let y = Math.floor(top); y < HEIGHT; y++) {
      const down = (y - FLOOR + 40) / 260;
      const depth = 1 / (down + 0.08);
      const across = ((x - 600) / 300) * depth;
      const ripples =
        noise.fractal(across * 1.1 + 7, depth * 13 + noise.at(across * 2, depth * 3) * 2, 3) - 0.5;
      const caustic = causticAt(noise, across * 2.1 + 20, depth * 4.6, seconds);
      const clear = smoothstep(0, 0.85, down);
      const lit = 0.3 + ripples * 0.28 + caustic * 1.5 * Math.exp(-(((x - 560) / 620) ** 2));
      const colour: Rgb = [lit * 0.34, lit * 0.56, lit * 0.5];
      picture.cover(x, y, colour, clamp(y + 1 - top) * mix(0.12, 0.92, clear));
    }
  }
};

interface Fish {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly speed: number;
  readonly phase: number;
}

const school = (): Fish[] => {
  const random = randomFrom(41);
  return Array.from({ length: 22 }, () => {
    const size = mix(15, 34, random() ** 1.6);
    const [x, y] = [random() + random() + random(), random() + random()];
    return { x: -270 + x * 330, y: 190 + y * 105, size, speed: 78 + size * 1.7, phase: random() * 6 };
  }).sort((one, other) => one.size - other.size);
};

/** Seen from the side: `size` is half the length of the body, without its tail. */
const paintFish = (picture: Light, fish: Fish, seconds: number): void => {
  const { size } = fish;
  const swim = seconds * (7 + 60 / size) + fish.phase;
  const midX = fish.x + fish.speed * seconds + Math.sin(swim * 0.13) * 14;
  const midY = fish.y + Math.sin(seconds * 0.8 + fish.phase) * 9;
  const near = smoothstep(14, 34, size);
  const reach = Math.ceil(size * 1.8);
  for (let py = Math.floor(midY) - reach; py <= midY + reach; py++) {
    for (let px = Math.floor(midX) - reach; px <= midX + reach; px++) {
      // From nose (1) to the end of the tail (-1.6); the body bends more and more towards the tail.
      const along = (px - midX) / size;
      const bend = Math.sin(swim + along * 1.8) * 0.06 * Math.max(0, 1 - along) ** 1.5;
      const off = (py - midY) / size - bend;
      const wide = Math.abs(off);
      const body = along * along < 1 ? 0.36 * Math.sqrt(1 - along * along) * (1 + along * 0.12) - wide : -1;
      const tail = Math.min(0.05 + (-0.8 - along) * 0.55 - wide, along + 1.28 + wide * 0.55);
      const fin = Math.min(0.5 - Math.abs(along + 0.05 + off * 0.5), off + 0.52, -off);
      const cover = clamp(Math.max(body, along < -0.8 ? tail : -1, fin * 0.7) * size + 0.5);
      if (cover === 0) continue;
      const back = smoothstep(0.16, -0.2, off);
      const eye = smoothstep(0.085, 0.05, Math.hypot(along - 0.68, off + 0.06)) * near;
      const stripe = smoothstep(0.06, 0.02, Math.abs(off + 0.03)) * 0.25;
      const light = (mix(0.42, 0.07, back) + stripe) * (1 - eye * 0.95);
      picture.cover(
        px,
        py,
        [light * mix(0.3, 1, near), light * mix(0.85, 0.8, near), light * mix(1, 0.55, near) + 0.03],
        cover * mix(0.55, 0.96, near),
      );
    }
  }
};

interface Kelp {
  readonly x: number;
  readonly foot: number;
  readonly height: number;
  readonly width: number;
  readonly phase: number;
}

const plantKelp = (): Kelp[] => {
  const random = randomFrom(42);
  return Array.from({ length: 17 }, (_, index) => ({
    x: index % 2 === 0 ? random() ** 1.3 * 260 - 20 : WIDTH + 20 - random() ** 1.3 * 330,
    foot: HEIGHT - 10 - random() * 60,
    height: 240 + random() * 360,
    width: 8 + random() * 9,
    phase: random() * 6,
  }));
};

/** Swaying stems with slender leaves, dark against the light. */
const paintKelp = (picture: Light, kelp: readonly Kelp[], seconds: number): void => {
  const mask = new Mask(WIDTH, HEIGHT);
  const paintRow = (middle: number, y: number, half: number): void => {
    for (let px = Math.floor(middle - half); px <= middle + half + 1; px++) {
      mask.join(px, y, half - Math.abs(px - middle) + 0.5);
    }
  };
  for (const { x, foot, height, width, phase } of kelp) {
    const stemAt = (step: number): number => {
      const up = step / height;
      return (
        x +
        Math.sin(seconds * 0.9 + phase + up * 3.6) * 30 * up +
        Math.sin(seconds * 0.5 + phase) * 26 * up * up
      );
    };
    for (let step = 0; step < height; step++) {
      paintRow(stemAt(step), Math.round(foot - step), 0.8 + 1.6 * (1 - step / height));
    }
    for (let leaf = 1, step = 20; step < height; leaf++, step += 17) {
      const side = leaf % 2 === 0 ? 1 : -1;
      const length = (46 + width * 4) * (1.05 - (step / height) ** 2);
      const spread = 0.42 + 0.12 * Math.sin(seconds * 1.4 + phase + leaf);
      for (let out = 0; out < length; out++) {
        const along = out / length;
        const middle = stemAt(step + out * 0.8) + side * length * spread * Math.sin(along * 1.6);
        paintRow(middle, Math.round(foot - step - out * 0.8), width * 0.5 * Math.sin(Math.PI * along ** 0.7));
      }
    }
  }
  mask.layOver(picture, 0, 0, [0.004, 0.035, 0.04]);
};

const paintBubbles = (picture: Light, seconds: number): void => {
  const random = randomFrom(43);
  for (let bubble = 0; bubble < 34; bubble++) {
    const [start, size, speed, phase] = [random(), 1.6 + random() ** 3 * 8, 70 + random() * 60, random() * 6];
    const rise = (start * 900 + seconds * speed) % 900;
    const x =
      860 + (bubble % 3) * 26 + Math.sin(seconds * 2.3 + phase + rise / 60) * (4 + rise / 50) + rise * 0.03;
    const y = 640 - rise;
    for (let py = Math.floor(y - size) - 1; py <= y + size + 1; py++) {
      for (let px = Math.floor(x - size) - 1; px <= x + size + 1; px++) {
        const distance = Math.hypot(px - x, py - y) / size;
        const inside = clamp((1 - distance) * size + 0.5);
        const glint = Math.exp(-(((px - x) / size + 0.35) ** 2 + ((py - y) / size + 0.4) ** 2) * 14);
        picture.add(px, py, [0.5, 0.9, 1], inside * (0.05 + 0.4 * distance ** 4 + 0.9 * glint));
      }
    }
  }
};

const prepare = (): Painter => {
  const noise = new Noise(44);
  const fish = school();
  const kelp = plantKelp();
  return (picture, seconds) => {
    paintWater(picture, noise, seconds);
    paintSurface(picture, noise, seconds);
    paintFloor(picture, noise, seconds);
    for (const each of fish) paintFish(picture, each, seconds);
    paintBubbles(picture, seconds);
    paintKelp(picture, kelp, seconds);
  };
};

/** Sunlight under water: rays, a school of fish, kelp. */
export const underwaterLight: Scene = {
  name: 'underwater-light',
  width: WIDTH,
  height: HEIGHT,
  fps: 30,
  seconds: 6,
  crf: 31,
  sound:
    'anoisesrc=color=brown:seed=5:sample_rate=48000:amplitude=0.7,lowpass=f=260,tremolo=f=0.31:d=0.4,volume=0.5[sea];' +
    'aevalsrc=exprs=0.07*sin(2*PI*(340+900*mod(t\\,0.83))*mod(t\\,0.83))*exp(-14*mod(t\\,0.83))' +
    '+0.05*sin(2*PI*(520+1300*mod(t\\,0.47))*mod(t\\,0.47))*exp(-22*mod(t\\,0.47)):s=48000,lowpass=f=1800[bubbles];' +
    '[sea][bubbles]amix=inputs=2:normalize=0,aeval=val(0)|val(0)',
  prepare,
};
