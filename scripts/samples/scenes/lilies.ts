import type { Light } from '../light';
import { clamp, mix, smoothstep } from '../maths';
import type { Noise } from '../noise';

export interface Pad {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly notch: number;
  readonly red: number;
}

export const PADS: readonly Pad[] = [
  { x: 190, y: 215, radius: 142, notch: 0.7, red: 0.1 },
  { x: 395, y: 130, radius: 84, notch: 2.4, red: 0.5 },
  { x: 92, y: 420, radius: 74, notch: -0.6, red: 0.35 },
  { x: 800, y: 795, radius: 158, notch: -2.3, red: 0.15 },
  { x: 590, y: 868, radius: 88, notch: -1.2, red: 0.6 },
  { x: 905, y: 575, radius: 70, notch: 2.9, red: 0.3 },
  { x: 858, y: 120, radius: 56, notch: 1.6, red: 0.7 },
];
const FLOWER = { x: 318, y: 330, radius: 82 };

const turnTo = (angle: number): number => Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle)));

/** Coverage of a pad at a place relative to its middle: a disc with a notch and a wavy rim. */
const padCover = (pad: Pad, dx: number, dy: number): number => {
  const distance = Math.hypot(dx, dy);
  const angle = Math.atan2(dy, dx);
  const rim = pad.radius * (1 + 0.012 * Math.sin(angle * 9 + pad.notch) + 0.01 * Math.sin(angle * 4));
  const notch = (turnTo(angle - pad.notch) - 0.16 * (distance / pad.radius) ** 0.6) * distance;
  return clamp(Math.min(rim - distance, notch) + 0.5);
};

/** A leaf of the water lily, moved by the bobbing of the water. */
export const paintPad = (picture: Light, noise: Noise, pad: Pad, bobX: number, bobY: number): void => {
  const reach = pad.radius + 4;
  const [midX, midY] = [pad.x + bobX, pad.y + bobY];
  for (let y = Math.floor(midY - reach); y <= midY + reach; y++) {
    for (let x = Math.floor(midX - reach); x <= midX + reach; x++) {
      const [dx, dy] = [x - midX, y - midY];
      const cover = padCover(pad, dx, dy);
      if (cover === 0) continue;
      const distance = Math.hypot(dx, dy) / pad.radius;
      const angle = Math.atan2(dy, dx) - pad.notch;
      const vein = smoothstep(0.1, 0.02, Math.abs(Math.sin(angle * 6.5)) * distance) * (1 - distance * 0.7);
      const mottled = noise.fractal(dx / 26 + pad.x, dy / 26 + pad.y, 3);
      const rim = smoothstep(0.9, 1, distance);
      const light = 0.55 + 0.5 * mottled + 0.22 * vein - 0.12 * distance - (dx + dy) / pad.radius / 9;
      const red = clamp(pad.red * smoothstep(0.3, 1, distance) + rim * 0.5);
      picture.cover(
        x,
        y,
        [light * mix(0.05, 0.22, red), light * mix(0.19, 0.075, red), light * mix(0.055, 0.045, red)],
        cover,
      );
    }
  }
};

/** From the outer to the inner ring; measures in parts of the flower's radius. */
const PETAL_RINGS = [
  { count: 11, reach: 1, breadth: 0.2, turn: 0, light: 0.62 },
  { count: 10, reach: 0.76, breadth: 0.18, turn: 0.3, light: 0.82 },
  { count: 8, reach: 0.5, breadth: 0.15, turn: 0.1, light: 1 },
];

export const paintFlower = (picture: Light, bobX: number, bobY: number): void => {
  const { radius } = FLOWER;
  const [midX, midY] = [FLOWER.x + bobX, FLOWER.y + bobY];
  for (let y = Math.floor(midY - radius); y <= midY + radius; y++) {
    for (let x = Math.floor(midX - radius); x <= midX + radius; x++) {
      const [dx, dy] = [(x - midX) / radius, (y - midY) / radius];
      const distance = Math.hypot(dx, dy);
      for (const ring of PETAL_RINGS) {
        for (let petal = 0; petal < ring.count; petal++) {
          const angle = ring.turn + (petal / ring.count) * Math.PI * 2;
          const along = (dx * Math.cos(angle) + dy * Math.sin(angle)) / ring.reach;
          if (along <= 0.02 || along >= 1) continue;
          const off = Math.abs(dy * Math.cos(angle) - dx * Math.sin(angle));
          const width = ring.breadth * Math.sin(Math.PI * along ** 1.25) ** 0.8;
          const cover = clamp((width - off) * radius + 0.5);
          const crease = 0.78 + 0.22 * smoothstep(0, 0.6, off / Math.max(0.01, width));
          const light = ring.light * crease * (1 - 0.25 * smoothstep(0.5, 1, off / Math.max(0.01, width)));
          picture.cover(x, y, [light, light * mix(0.82, 0.3, along), light * mix(0.8, 0.5, along)], cover);
        }
      }
      const seeds = smoothstep(0.19, 0.15, distance);
      const dots = 0.7 + 0.3 * Math.sin(dx * 90) * Math.sin(dy * 90);
      picture.cover(x, y, [1.1 * dots, 0.62 * dots, 0.08], seeds);
    }
  }
};
