import type { Page } from 'playwright-core';
import { readFfmpeg } from '../../../scripts/samples/ffmpegPipe';

/** A piece of sound that the page handed to its device. */
interface Piece {
  /** On the device's clock. */
  readonly at: number;
  readonly left: Float32Array;
}

interface Ears {
  readonly pieces: Piece[];
  readonly contexts: AudioContext[];
}

type Globals = typeof globalThis & { ears: Ears };

/** From now on the page's sound is noted. */
export const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const ears: Ears = { pieces: [], contexts: [] };
    Object.assign(globalThis, { ears });
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, at = 0, offset = 0) {
      const left = this.buffer?.getChannelData(0).slice() ?? new Float32Array();
      ears.pieces.push({ at: at - offset, left });
      start.call(this, at, offset);
    };
    const Context = AudioContext;
    globalThis.AudioContext = class extends Context {
      constructor(options?: AudioContextOptions) {
        super(options);
        ears.contexts.push(this);
      }
    };
  });

/** What was heard so far does not count. */
export const forgetHeard = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (globalThis as Globals).ears.pieces.length = 0;
  });

/** States of the page's sound devices, in the order in which they were opened. */
export const soundDevices = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as Globals).ears.contexts.map(({ state }) => state));

/** What was heard since, from the first piece on, every piece at its time. */
export const heardSamples = async (page: Page): Promise<{ samples: Float32Array; times: number[] }> => {
  const pieces = await page.evaluate(() =>
    (globalThis as Globals).ears.pieces.map(({ at, left }) => ({ at, left: [...left] })),
  );
  const begin = pieces[0]?.at ?? 0;
  const placeOf = (at: number) => Math.round((at - begin) * 48_000);
  const last = pieces.at(-1);
  const samples = new Float32Array(last ? placeOf(last.at) + last.left.length : 0);
  for (const { at, left } of pieces) samples.set(left, placeOf(at));
  return { samples, times: pieces.map(({ at }) => at - begin) };
};

/** A video's sound, its left channel, by native ffmpeg. */
export const soundOf = async (video: string): Promise<Float32Array> => {
  const bytes: Uint8Array[] = [];
  const output = ['-map', '0:a:0', '-af', 'pan=mono|c0=c0', '-ar', '48000', '-f', 'f32le', 'pipe:1'];
  for await (const part of readFfmpeg(['-i', video, ...output], 4)) bytes.push(part.slice());
  return new Float32Array(Buffer.concat(bytes).buffer.slice(0));
};

/** How far what differs is below what is the same, in dB. */
export const signalToNoise = (signal: Float32Array, other: Float32Array): number => {
  let power = 0;
  let noise = 0;
  for (const [index, value] of signal.entries()) {
    power += value ** 2;
    noise += (value - (other[index] ?? 0)) ** 2;
  }
  return 10 * Math.log10(power / noise);
};
