import { Light } from '../light';
import { clamp, mix, smoothstep } from '../maths';
import { Noise } from '../noise';
import type { Painter, Scene } from '../scene';

const WIDTH = 1280;
const HEIGHT = 720;
const HORIZON = 410;
const SUN_X = 0.17;
/** The sky is soft: half the size will do. What the sea mirrors is softer still, as its waves blur it. */
const SKY_SCALE = 0.5;
const MIRROR_SCALE = 0.125;

/** Waves: parts of the wave vector across and in depth, speed, steepness; the short ones make the glitter. */
const WAVES = [
  { across: 0.7, depth: 2.3, speed: 1.3, steepness: 0.24 },
  { across: -1.6, depth: 3.9, speed: 1.7, steepness: 0.22 },
  { across: 3.7, depth: 7.1, speed: 2.2, steepness: 0.22 },
  { across: -6.1, depth: 12.3, speed: 2.8, steepness: 0.24 },
  { across: 11.5, depth: 19.7, speed: 3.6, steepness: 0.26 },
  { across: -17.9, depth: 33.1, speed: 4.4, steepness: 0.24 },
];

const paintSky = (sky: Light, clouds: Noise, seconds: number): void => {
  const sunY = 0.035 + 0.012 * seconds;
  for (let y = 0; y < sky.height; y++) {
    const up = (HORIZON - y / SKY_SCALE) / HEIGHT;
    const low = Math.exp(-up * 6.5);
    const middle = Math.exp(-((up - 0.2) ** 2) * 28);
    const depth = 1 / (up + 0.12);
    for (let x = 0; x < sky.width; x++) {
      const across = (x / SKY_SCALE - WIDTH / 2) / HEIGHT;
      const dx = across - SUN_X;
      const distance = Math.sqrt(dx * dx + (up - sunY) ** 2);
      const nearSun = Math.exp(-distance * 2.6);
      const glow = Math.exp(-distance * 11) * 1.1 + Math.exp(-distance * 30) * 2;
      const disc = smoothstep(0.047, 0.044, distance) * 6;
      let red = 0.012 + low * (0.3 + 0.9 * nearSun) + middle * 0.055 + glow + disc;
      let green = 0.045 + low * (0.1 + 0.27 * nearSun) + middle * 0.02 + glow * 0.48 + disc * 0.7;
      let blue = 0.15 + low * 0.015 + middle * 0.04 + glow * 0.1 + disc * 0.3;

      const density = clouds.fractal(
        across * depth * 0.9 + seconds * 0.06 + 40,
        depth * 2.1 + seconds * 0.03,
        5,
      );
      const cover = smoothstep(0.5, 0.74, density) * smoothstep(0, 0.12, up) * 0.85;
      const thick = smoothstep(0.54, 0.76, density);
      red = mix(red, mix(0.3 + 1.6 * nearSun, 0.1, thick), cover);
      green = mix(green, mix(0.12 + 0.62 * nearSun, 0.06, thick), cover);
      blue = mix(blue, mix(0.17 + 0.13 * nearSun, 0.11, thick), cover);
      sky.set(x, y, red, green, blue);
    }
  }
};

/** Each pixel of the sea shows the sky that its wave mirrors. */
const paintSea = (picture: Light, mirror: Light, seconds: number): void => {
  const mirrored: [number, number, number] = [0, 0, 0];
  for (let y = HORIZON; y < HEIGHT; y++) {
    const down = (y - HORIZON + 0.5) / HEIGHT;
    const depth = 0.55 / (down + 0.006);
    // Metres of sea that one row spans: waves shorter than two rows would only flicker.
    const span = depth * depth * (1 / 0.55) * (1 / HEIGHT);
    const shine = mix(0.95, 0.42, smoothstep(0, 0.4, down));
    for (let x = 0; x < WIDTH; x++) {
      const across = ((x - WIDTH / 2) / HEIGHT) * depth;
      let slopeX = 0;
      let slopeY = 0;
      for (const wave of WAVES) {
        const kept = clamp(1.5 - wave.depth * span * 0.5);
        if (kept === 0) break;
        const bend = Math.sin(across * wave.across * 0.37 + wave.depth * 0.21 * depth) * 1.7;
        const slope =
          Math.sin(wave.across * across + wave.depth * depth + wave.speed * seconds + bend) *
          wave.steepness *
          kept;
        slopeX += wave.across > 0 ? slope : -slope;
        slopeY += slope;
      }
      const tilt = 0.05 + down * 0.42;
      const skyX = x + slopeX * tilt * HEIGHT * 0.3;
      const skyY = HORIZON - 2 - (down * 0.5 + 0.012 + (slopeY - 0.05) * tilt) * HEIGHT;
      mirror.sample(skyX * MIRROR_SCALE, skyY * MIRROR_SCALE, mirrored);
      const crest = clamp(slopeY * 0.5 + 0.5);
      picture.set(
        x,
        y,
        mirrored[0] * shine + 0.012,
        mirrored[1] * shine + 0.022 + crest * 0.012,
        mirrored[2] * shine + 0.04 + crest * 0.018,
      );
    }
  }
};

/** Lines of land on both sides, in the haze; `scale` is the picture's size relative to the clip's. */
const paintHeadlands = (picture: Light, land: Noise, scale: number): void => {
  for (let x = 0; x < picture.width; x++) {
    const at = x / scale;
    const left = clamp(1 - at / 420) ** 0.8 * (34 + 50 * land.fractal(at / 60, 3, 4));
    const right = clamp((at - 1010) / 270) ** 0.9 * (20 + 46 * land.fractal(at / 45, 9, 4));
    for (const { height, shade } of [
      { height: right, shade: 0.16 },
      { height: left, shade: 0.075 },
    ]) {
      const top = (HORIZON - height) * scale;
      for (let y = Math.floor(top); y < HORIZON * scale; y++) {
        picture.cover(x, y, [shade * 1.5, shade * 0.85, shade], clamp(y + 1 - top) * 0.93);
      }
    }
  }
};

/** A small sailing boat, rocking as it goes, and its shadow on the water. */
const paintBoat = (picture: Light, seconds: number): void => {
  const keelX = 395 + seconds * 9;
  const keelY = HORIZON + 21 + Math.sin(seconds * 1.7) * 1.2;
  const lean = 0.07 + Math.sin(seconds * 1.3) * 0.035;
  const [ink, cloth] = [[0.03, 0.018, 0.025] as const, [0.09, 0.045, 0.05] as const];
  for (let y = -92; y < 90; y++) {
    for (let x = -60; x < 60; x++) {
      const [px, py] = [Math.floor(keelX) + x, Math.floor(keelY) + y];
      const dy = keelY - py;
      if (dy < 0) {
        const sway = Math.sin(dy * 0.55 + seconds * 5) * (1 - dy * 0.07);
        const shadow = clamp(30 + dy * 0.36 - Math.abs(px - keelX + sway - 4)) * (1 + dy / 90);
        picture.cover(px, py, cloth, shadow * clamp(0.45 + 0.4 * Math.sin(dy * 1.1 - seconds * 4)));
      }
      const dx = px - keelX + (py - keelY) * lean;
      const main = Math.min(dx - 1, (80 - dy) * 0.42 - dx + 1, dy - 11) + 0.5;
      const fore = Math.min(-dx - 1, (66 - dy) * 0.34 + dx, dy - 11) + 0.5;
      const hull = Math.min(dy + 1, 7 - dy, 30 + dy * 0.8 - Math.abs(dx + 1)) + 0.5;
      const mast = Math.min(1.2 - Math.abs(dx), 84 - dy, dy) + 0.5;
      picture.cover(px, py, cloth, clamp(Math.max(main, fore)));
      picture.cover(px, py, ink, clamp(Math.max(hull, mast)));
    }
  }
};

const prepare = (): Painter => {
  const sky = new Light(WIDTH * SKY_SCALE, HORIZON * SKY_SCALE);
  const mirror = new Light(WIDTH * MIRROR_SCALE, Math.round(HORIZON * MIRROR_SCALE));
  const clouds = new Noise(11);
  const land = new Noise(12);
  return (picture, seconds) => {
    paintSky(sky, clouds, seconds);
    picture.fill(sky, HORIZON);
    paintHeadlands(picture, land, 1);
    paintHeadlands(sky, land, SKY_SCALE);
    mirror.fill(sky);
    paintSea(picture, mirror, seconds);
    paintBoat(picture, seconds);
  };
};

/** The sun comes up behind a calm sea; a boat passes. */
export const sunriseSea: Scene = {
  name: 'sunrise-sea',
  width: WIDTH,
  height: HEIGHT,
  fps: 30,
  seconds: 6,
  crf: 29,
  sound:
    'anoisesrc=color=brown:seed=7:sample_rate=48000:amplitude=0.5,lowpass=f=900,tremolo=f=0.22:d=0.6,volume=0.7,' +
    'aeval=val(0)|val(0)',
  prepare,
};
