import { type ClipParts, PARTS } from './clipParts';

/** Most threads of one ffmpeg (`src/pool/sizing.ts`). */
const MOST_THREADS = 4;

/** What makes clips: ffmpeg with so many threads, or the browser's encoder. */
export type Maker = `ffmpeg × ${number}` | 'browser in hardware' | 'browser in software';

export const ffmpegWith = (threads: number): Maker =>
  `ffmpeg × ${Math.min(MOST_THREADS, Math.max(1, Math.round(threads)))}`;

export const MAKERS: readonly Maker[] = [
  ...Array.from({ length: MOST_THREADS }, (_, index) => ffmpegWith(index + 1)),
  'browser in hardware',
  'browser in software',
];

/**
 * What each part takes where nothing was measured yet, in ms: for each clip, and for each megapixel. From 3 s clips on two
 * cores of a server without a graphics card, both at work (`docs/benchmarks.md`); hardware is what others report of it, on
 * the side of caution. Codecs that browsers mostly leave to ffmpeg cost its decoding, and a nearly lossless encode.
 */
const FFMPEG: ClipParts = { clip: 250, target: 60, avc: 30, hevc: 45, open: 35, other: 35 };
const SOFTWARE: ClipParts = { clip: 120, target: 25, avc: 8, hevc: 70, open: 10, other: 60 };
const HARDWARE: ClipParts = { clip: 150, target: 14, avc: 5, hevc: 20, open: 8, other: 60 };

/** So does the time of a clip fall with ffmpeg's threads: 1.57 times as fast with two of them, measured. */
const THREADS_EXPONENT = -0.65;

const priorOf = (maker: Maker): ClipParts => {
  if (maker === 'browser in hardware') return HARDWARE;
  return maker === 'browser in software' ? SOFTWARE : FFMPEG;
};

const threadsOf = (maker: Maker): number => Number(/^ffmpeg × (\d+)$/.exec(maker)?.[1] ?? 1);

/** What the priors say of a clip: its time in ms, and the parts' shares in that. */
export const priorTime = (
  maker: Maker,
  parts: ClipParts,
): { readonly ms: number; readonly shares: readonly number[] } => {
  const prior = priorOf(maker);
  const each = PARTS.map((part) => parts[part] * prior[part]);
  const sum = each.reduce((total, ms) => total + ms, 0);
  return {
    ms: sum * threadsOf(maker) ** THREADS_EXPONENT,
    shares: each.map((ms) => ms / sum),
  };
};
