import { Light, type Rgb } from '../light';
import { Mask } from '../mask';
import { mix, smoothstep } from '../maths';
import { randomFrom } from '../noise';

/** Row of the picture where the quay ends and the water begins. */
export const QUAY = 470;

/** Rows of houses from far to near: pixels a second of the pan, the houses' sizes, and their light. */
const ROWS = [
  {
    speed: 7,
    seed: 61,
    width: [26, 60],
    height: [110, 250],
    wall: [0.135, 0.07, 0.105],
    lit: 0.16,
    glow: 0.35,
  },
  {
    speed: 15,
    seed: 62,
    width: [38, 84],
    height: [80, 285],
    wall: [0.05, 0.034, 0.068],
    lit: 0.3,
    glow: 0.75,
  },
  {
    speed: 27,
    seed: 63,
    width: [58, 130],
    height: [42, 150],
    wall: [0.014, 0.013, 0.03],
    lit: 0.36,
    glow: 1.15,
  },
] as const;

type Row = (typeof ROWS)[number];

const WINDOW_TINTS: readonly Rgb[] = [
  [1, 0.56, 0.2],
  [1, 0.68, 0.34],
  [1, 0.8, 0.52],
  [0.62, 0.8, 1],
];

interface House {
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** A row of houses as one long strip: as wide as the picture and all of the pan. */
export interface Street {
  readonly speed: number;
  readonly colours: Light;
  readonly shape: Mask;
  /** Masts that carry a red lamp, in the strip's pixels. */
  readonly lamps: readonly { readonly x: number; readonly y: number; readonly phase: number }[];
}

const paintWindows = (colours: Light, random: () => number, house: House, row: Row): void => {
  const [stepX, stepY] = [7 + Math.floor(random() * 4), 9 + Math.floor(random() * 4)];
  const busy = row.lit * (0.4 + 1.2 * random());
  const [across, up] = [stepX - 3 - Math.floor(random() * 2), stepY - 5];
  for (let y = QUAY - house.height + 8; y < QUAY - 8; y += stepY) {
    const wholeFloor = random() < 0.06;
    for (let x = house.left + 5; x + across < house.left + house.width - 3; x += stepX) {
      const tint = WINDOW_TINTS[Math.floor(random() ** 1.3 * WINDOW_TINTS.length)]!;
      const light = row.glow * (0.3 + 0.7 * random());
      if (random() > busy && !wholeFloor) continue;
      for (let py = Math.round(y); py < y + up; py++) {
        for (let px = Math.round(x); px < x + across; px++)
          colours.cover(px, py, [tint[0] * light, tint[1] * light, tint[2] * light], 1);
      }
    }
  }
};

/** Roof and mast; gives the height of a mast that is high enough for a lamp, otherwise 0. */
const paintRoof = (shape: Mask, random: () => number, house: House): number => {
  const top = QUAY - house.height;
  const middle = house.left + house.width / 2;
  const kind = random();
  for (let up = 1; up < 60; up++) {
    const half =
      kind < 0.3
        ? house.width * 0.32 - Math.floor(up / 9) * 9
        : kind < 0.42
          ? (house.width / 2) * (1 - up / 42)
          : 0;
    for (let x = Math.floor(middle - half); x <= middle + half; x++)
      shape.join(x, Math.round(top - up), half - Math.abs(x - middle) + 0.5);
  }
  const mast = random() < 0.45 ? 26 + random() * 40 : 0;
  for (let up = 0; up < mast; up++) {
    for (let x = Math.floor(middle) - 1; x <= middle + 2; x++)
      shape.join(x, Math.round(top - up), 1.1 - Math.abs(x - middle));
  }
  return mast > 40 ? top - mast : 0;
};

const buildStreet = (row: Row, pictureWidth: number, seconds: number): Street => {
  const width = pictureWidth + Math.ceil(seconds * row.speed) + 2;
  const colours = new Light(width, QUAY);
  const shape = new Mask(width, QUAY);
  const random = randomFrom(row.seed);
  const lamps = [];
  for (let left = -30; left < width; ) {
    const houseWidth = mix(row.width[0], row.width[1], random());
    const centre = Math.exp(-(((left - width * 0.42) / 420) ** 2));
    const height = mix(row.height[0], row.height[1], random() ** 1.5 * (0.45 + 0.75 * centre));
    const house = { left: Math.round(left), width: Math.round(houseWidth), height: Math.round(height) };
    for (let y = 0; y < QUAY; y++) {
      const haze = 1 + 0.9 * smoothstep(QUAY - 200, QUAY, y);
      for (let x = Math.max(0, house.left); x < Math.min(width, house.left + house.width + 14); x++) {
        const side = x > house.left + house.width * 0.7 ? 0.75 : 1;
        colours.set(x, y, row.wall[0] * haze * side, row.wall[1] * haze * side, row.wall[2] * haze * side);
        if (y >= QUAY - house.height && x < house.left + house.width) shape.join(x, y, 1);
      }
    }
    const lamp = paintRoof(shape, random, house);
    if (lamp > 0) lamps.push({ x: house.left + house.width / 2, y: lamp, phase: random() });
    paintWindows(colours, random, house, row);
    left += houseWidth + (random() < 0.25 ? random() * 22 : 0);
  }
  return { speed: row.speed, colours, shape, lamps };
};

/** All rows of houses, from far to near, for a picture of this width panned for so many seconds. */
export const buildStreets = (pictureWidth: number, seconds: number): Street[] =>
  ROWS.map((row) => buildStreet(row, pictureWidth, seconds));
