import { Light, type Rgb } from '../../scripts/samples/light';
import { Mask, paintPine } from '../../scripts/samples/mask';
import { clamp, mix, smoothstep } from '../../scripts/samples/maths';
import { Noise, randomFrom } from '../../scripts/samples/noise';

/** Room for a pan, and for the camera's shaking, around a picture of 1920 × 1080. */
export const BACKGROUND = { width: 2880, height: 1200 } as const;
/** What is nearer passes by faster, so its strip is longer. */
export const FOREGROUND = { width: 3840, height: 1200 } as const;

const HORIZON = 0.42;

interface Palette {
  readonly sky: Rgb;
  readonly haze: Rgb;
  readonly rock: Rgb;
  readonly grass: Rgb;
}

const PALETTES: readonly [Palette, Palette, Palette, Palette] = [
  { sky: [0.2, 0.36, 0.7], haze: [0.75, 0.72, 0.68], rock: [0.2, 0.17, 0.14], grass: [0.1, 0.17, 0.035] },
  { sky: [0.5, 0.25, 0.22], haze: [0.9, 0.5, 0.25], rock: [0.16, 0.09, 0.1], grass: [0.16, 0.11, 0.03] },
  { sky: [0.36, 0.42, 0.5], haze: [0.62, 0.66, 0.7], rock: [0.12, 0.14, 0.16], grass: [0.05, 0.11, 0.06] },
  { sky: [0.1, 0.3, 0.55], haze: [0.6, 0.75, 0.8], rock: [0.3, 0.24, 0.18], grass: [0.28, 0.24, 0.1] },
];

const shaded = (colour: Rgb, light: number): Rgb => [colour[0] * light, colour[1] * light, colour[2] * light];

const mixed = (from: Rgb, to: Rgb, amount: number): Rgb => [
  mix(from[0], to[0], amount),
  mix(from[1], to[1], amount),
  mix(from[2], to[2], amount),
];

/** Sky with clouds, a rough ridge and a meadow; noise down to single pixels, since that is what a codec has to pay for. */
export const paintBackground = (seed: number): Light => {
  const { width, height } = BACKGROUND;
  const noise = new Noise(seed);
  const palette = PALETTES[seed % PALETTES.length] ?? PALETTES[0];
  const picture = new Light(width, height);
  const horizon = height * HORIZON;
  for (let x = 0; x < width; x += 1) {
    const crest = horizon - 60 - 260 * (noise.fractal(x / 420 + seed, 3.5, 6) - 0.35);
    const shore = horizon + 70 * (noise.fractal(x / 260, 9.5, 4) - 0.5);
    for (let y = 0; y < height; y += 1) {
      if (y < crest) {
        const cloud = smoothstep(0.48, 0.75, noise.fractal(x / 340 + 40, y / 110, 6));
        const clear = mixed(palette.sky, palette.haze, smoothstep(0, horizon, y));
        picture.set(x, y, ...mixed(clear, [1, 0.98, 0.95], cloud * 0.8));
      } else if (y < shore) {
        const folds = noise.fractal(x / 60, y / 38, 7);
        const rock = shaded(palette.rock, 0.25 + 2.6 * folds * folds);
        picture.set(x, y, ...mixed(rock, palette.haze, 0.45 * smoothstep(crest, shore, y)));
      } else {
        const near = (y - shore) / (height - shore);
        const patches = noise.fractal(x / 190, y / 50 + 60, 4);
        // Blades: upright, and coarser the nearer they are.
        const blades = noise.fractal(x / (3 + 9 * near), y / (8 + 34 * near) + 90, 3);
        const light = (0.35 + 1.3 * patches) * (0.25 + 1.8 * blades * blades);
        picture.set(x, y, ...mixed(shaded(palette.grass, light * 2), palette.haze, 0.25 * (1 - near)));
      }
    }
  }
  return picture;
};

/** Trees and bushes that pass close to the camera: how much of each pixel they cover. */
export const paintForeground = (seed: number): Mask => {
  const { width, height } = FOREGROUND;
  const noise = new Noise(seed + 100);
  const random = randomFrom(seed);
  const mask = new Mask(width, height);
  for (let x = 60; x < width; x += mix(150, 420, random())) {
    paintPine(mask, noise, { x, foot: height - 10, height: mix(260, 760, random()) });
  }
  for (let x = 0; x < width; x += 1) {
    const top = height - 40 - 150 * noise.fractal(x / 130, 2.5, 6);
    for (let y = Math.floor(top); y < height; y += 1) mask.join(x, y, y + 1 - top);
  }
  return mask;
};

/** Bytes of a picture (rgb24). */
export const developed = (picture: Light): Uint8Array => {
  const bytes = new Uint8Array(picture.width * picture.height * 3);
  picture.develop(bytes);
  return bytes;
};

/** Bytes of the foreground (rgba): dark leaves with texture, seen through between them. */
export const developedForeground = (mask: Mask, seed: number): Uint8Array => {
  const { width, height, data } = mask;
  const noise = new Noise(seed + 200);
  const bytes = new Uint8Array(width * height * 4);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      const cover = clamp(data[at] ?? 0);
      if (cover === 0) continue;
      const leaf = noise.fractal(x / 7, y / 5, 3) ** 2;
      bytes.set([20 + 90 * leaf, 26 + 120 * leaf, 16 + 50 * leaf, 255 * cover], at * 4);
    }
  }
  return bytes;
};
