import type { Light } from './light';

/** Paints one moment of a scene over the whole picture. */
export type Painter = (picture: Light, seconds: number) => void;

/** A sample clip: what is seen, what is heard, and how it is encoded. */
export interface Scene {
  /** File name without its ending. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly seconds: number;
  /** x264's quality: the higher, the smaller the file. */
  readonly crf: number;
  /** A lavfi source graph, or `null` for a clip without sound. */
  readonly sound: string | null;
  /** Makes what stays the same in every frame, then gives the painter. */
  readonly prepare: () => Painter;
}
