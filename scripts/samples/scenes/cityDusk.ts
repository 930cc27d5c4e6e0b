import type { Light, Rgb } from '../light';
import { clamp, mix, smoothstep } from '../maths';
import { Noise, randomFrom } from '../noise';
import type { Painter, Scene } from '../scene';
import { buildStreets, QUAY, type Street } from './cityStreets';

const WIDTH = 1280;
const HEIGHT = 720;
const SECONDS = 5;
const MOON = { x: 985, y: 96, radius: 21 };

const paintSky = (picture: Light, noise: Noise, seconds: number): void => {
  for (let y = 0; y < QUAY; y++) {
    const up = 1 - y / QUAY;
    const low = Math.exp(-up * 3.6);
    for (let x = 0; x < WIDTH; x++) {
      const side = Math.exp(-(((x - 430) / 620) ** 2));
      const streaks = noise.fractal(x / 330 + seconds * 0.035, y / 26 + 3, 3);
      const cloud = smoothstep(0.48, 0.8, streaks) * smoothstep(0.95, 0.55, up) * smoothstep(0, 0.2, up);
      picture.set(
        x,
        y,
        0.016 + low * (0.42 + 0.7 * side) + cloud * (0.1 + 0.4 * low),
        0.03 + low * (0.12 + 0.26 * side) + cloud * (0.04 + 0.12 * low),
        0.12 + low * (0.16 - 0.05 * side) + cloud * (0.09 + 0.05 * low),
      );
    }
  }
};

/** A thin crescent, the first stars. */
const paintNightfall = (picture: Light): void => {
  const random = randomFrom(65);
  for (let star = 0; star < 70; star++) {
    picture.add(
      Math.floor(random() * WIDTH),
      Math.floor(random() ** 1.7 * 210),
      [0.9, 0.95, 1],
      random() ** 3 * 0.8,
    );
  }
  for (let y = MOON.y - 70; y < MOON.y + 70; y++) {
    for (let x = MOON.x - 70; x < MOON.x + 70; x++) {
      const distance = Math.hypot(x - MOON.x, y - MOON.y);
      const shadow = Math.hypot(x - MOON.x - 10, y - MOON.y + 6);
      const disc = clamp(MOON.radius - distance + 0.5) * clamp(shadow - MOON.radius + 2);
      picture.add(
        x,
        y,
        [1, 0.92, 0.75],
        disc * 1.2 + 0.07 * Math.exp(-distance / 24) * smoothstep(70, 40, distance),
      );
    }
  }
};

const paintGlow = (picture: Light, x: number, y: number, size: number, colour: Rgb, light: number): void => {
  const reach = Math.ceil(size * 3);
  for (let py = Math.floor(y) - reach; py <= y + reach; py++) {
    for (let px = Math.floor(x) - reach; px <= x + reach; px++) {
      const distance = ((px - x) ** 2 + (py - y) ** 2) / (size * size);
      if (py < QUAY) picture.add(px, py, colour, light * Math.exp(-distance));
    }
  }
};

const paintStreet = (picture: Light, street: Street, seconds: number): void => {
  const shift = street.speed * seconds;
  const colour: [number, number, number] = [0, 0, 0];
  for (let y = 0; y < QUAY; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const cover = street.shape.between(x + shift, y);
      if (cover === 0) continue;
      street.colours.sample(x + shift, y, colour);
      picture.cover(x, y, colour, cover);
    }
  }
  for (const { x, y, phase } of street.lamps) {
    const blink = smoothstep(0.55, 0.9, Math.sin((seconds / 1.6 + phase) * Math.PI * 2));
    paintGlow(picture, x - shift, y, 3.2, [1, 0.08, 0.05], 1.6 * blink);
  }
};

/** The road along the quay: street lamps, and cars that come and go. */
const paintRoad = (picture: Light, seconds: number): void => {
  const pan = 34 * seconds;
  for (let y = QUAY - 12; y < QUAY; y++) {
    for (let x = 0; x < WIDTH; x++) picture.cover(x, y, [0.01, 0.009, 0.018], 1);
  }
  for (let lamp = 0; lamp < 18; lamp++) {
    const x = lamp * 88 + 30 - pan;
    for (let y = QUAY - 36; y < QUAY - 10; y++) {
      for (let px = Math.floor(x) - 1; px <= x + 1; px++)
        picture.cover(px, y, [0.012, 0.01, 0.02], clamp(1.2 - Math.abs(px - x)));
    }
    paintGlow(picture, x, QUAY - 37, 2.4, [1, 0.78, 0.45], 2);
    paintGlow(picture, x, QUAY - 35, 13, [1, 0.55, 0.2], 0.22);
  }
  const random = randomFrom(66);
  for (let car = 0; car < 16; car++) {
    const coming = car % 2 === 0;
    const [start, pace] = [random() * 1500, 95 + random() * 110];
    const x = coming ? start - seconds * (pace + 34) : start - 300 + seconds * (pace - 34);
    const colour: Rgb = coming ? [1, 0.92, 0.75] : [1, 0.07, 0.03];
    for (let trail = 0; trail < 4; trail++) {
      paintGlow(
        picture,
        x + (coming ? trail : -trail) * 3.4,
        QUAY - (coming ? 12 : 15),
        2.3,
        colour,
        (coming ? 1.3 : 1) / (1 + trail * 1.3),
      );
    }
  }
};

/** The water stretches what it mirrors downwards: three samples a pixel, one above the other. */
const paintWater = (picture: Light, noise: Noise, seconds: number): void => {
  const mirrored: [number, number, number] = [0, 0, 0];
  for (let y = QUAY; y < HEIGHT; y++) {
    const down = y - QUAY + 1;
    const near = down / (HEIGHT - QUAY);
    const depth = 60 / (down + 14);
    for (let x = 0; x < WIDTH; x++) {
      const across = ((x - WIDTH / 2) / 90) * (0.35 + depth);
      const swell = noise.at(across * 0.9 + 70, depth * 16 + seconds * 1.5) - 0.5;
      const chop = noise.at(across * 2.6 - seconds * 0.6 + 30, depth * 47 - seconds * 2.2) - 0.5;
      const shift = (swell * 46 + chop * 40) * (0.16 + near);
      let [red, green, blue] = [0, 0, 0];
      for (let sample = -1; sample <= 1; sample++) {
        const row = QUAY - 1 - down * 1.12 + shift + sample * (4 + 22 * near);
        picture.sample(x + shift * 0.22, Math.min(QUAY - 1, row), mirrored);
        red += mirrored[0];
        green += mirrored[1];
        blue += mirrored[2];
      }
      const shine = mix(0.29, 0.2, near);
      picture.set(x, y, red * shine + 0.003, green * shine + 0.006, blue * shine + 0.016);
    }
  }
};

const prepare = (): Painter => {
  const noise = new Noise(64);
  const streets = buildStreets(WIDTH, SECONDS);
  return (picture, seconds) => {
    paintSky(picture, noise, seconds);
    paintNightfall(picture);
    for (const street of streets) paintStreet(picture, street, seconds);
    paintRoad(picture, seconds);
    paintWater(picture, noise, seconds);
  };
};

/** A city across the water as its lights come on; 60 frames a second. */
export const cityDusk: Scene = {
  name: 'city-dusk',
  width: WIDTH,
  height: HEIGHT,
  fps: 60,
  seconds: SECONDS,
  crf: 33,
  sound:
    'anoisesrc=color=brown:seed=3:sample_rate=48000:amplitude=0.5,lowpass=f=420,tremolo=f=0.17:d=0.35,volume=0.7[hum];' +
    'aevalsrc=exprs=0.025*(sin(2*PI*146.8*t)+sin(2*PI*220*t+0.6*sin(t))+0.6*sin(2*PI*277.2*t)):s=48000[pad];' +
    '[hum][pad]amix=inputs=2:normalize=0,aeval=val(0)|val(0)',
  prepare,
};
