import { Light } from '../light';
import { mix, smoothstep } from '../maths';
import { type Noise, randomFrom } from '../noise';

/** A square bed of pebbles: each pixel belongs to the nearest of scattered middles (Worley's cells) and is round in between. */
export const layPebbles = (noise: Noise, side: number): Light => {
  const ground = new Light(side, side);
  const random = randomFrom(51);
  const cell = 46;
  const across = Math.ceil(side / cell) + 3;
  const middles = Array.from({ length: across * across }, (_, index) => ({
    x: ((index % across) - 1 + random()) * cell,
    y: (Math.floor(index / across) - 1 + random()) * cell,
    tone: random(),
    warm: random(),
  }));
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const wx = x + 16 * (noise.at(x / 22, y / 22) - 0.5);
      const wy = y + 16 * (noise.at(x / 22 + 50, y / 22) - 0.5);
      const [column, row] = [Math.floor(wx / cell) + 1, Math.floor(wy / cell) + 1];
      let nearest = { distance: Infinity, tone: 0, warm: 0, lean: 0 };
      let second = Infinity;
      for (let r = Math.max(0, row - 1); r <= Math.min(across - 1, row + 1); r++) {
        for (let c = Math.max(0, column - 1); c <= Math.min(across - 1, column + 1); c++) {
          const middle = middles[r * across + c]!;
          const distance = Math.hypot(wx - middle.x, wy - middle.y);
          if (distance < nearest.distance) {
            second = nearest.distance;
            nearest = { ...middle, distance, lean: (middle.x - wx + middle.y - wy) / cell };
          } else if (distance < second) second = distance;
        }
      }
      const edge = smoothstep(0, 13, second - nearest.distance);
      const speckle = 0.8 + 0.4 * noise.fractal(x / 7, y / 7, 3);
      const light = mix(0.012, 0.05 + 0.17 * nearest.tone ** 2, edge) * (0.8 + 0.55 * nearest.lean) * speckle;
      ground.set(
        x,
        y,
        light * mix(0.7, 1.1, nearest.warm),
        light * mix(0.85, 0.88, nearest.warm),
        light * mix(0.85, 0.62, nearest.warm),
      );
    }
  }
  return ground;
};
