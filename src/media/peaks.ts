import { AudioSampleSink, BlobSource, Input } from 'mediabunny';
import { SOURCE_FORMATS } from '../shared/sourceFormats';

/** The loudest sample of each of equal spans, from 0 (silence) to 255. */
export interface Peaks {
  readonly values: Uint8Array;
  /** How many of them are known: it is read from its begin. */
  readonly known: number;
}

/** Finer cannot be seen, even when a second is very wide. */
const PER_SECOND = 50;
/** However long the sound is: then a span is longer. */
const MOST = 30_000;
/** The page gets its turn after so much computing, in ms. */
const SLICE_MS = 8;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Loudest sample of all channels for each span, added to what is there. */
export const addPeaks = (
  values: Uint8Array,
  samples: Float32Array,
  startSeconds: number,
  sampleRate: number,
  perSecond: number,
): void => {
  for (const [index, sample] of samples.entries()) {
    const span = Math.floor((startSeconds + index / sampleRate) * perSecond);
    const peak = Math.min(255, Math.round(Math.abs(sample) * 255));
    if (span >= 0 && span < values.length && peak > (values[span] ?? 0)) values[span] = peak;
  }
};

/**
 * What a sound looks like. It is decoded bit by bit, and nothing of it is kept but the peaks.
 * @param seconds its length
 * @param onMore called now and then with what is known so far
 * @returns whether all of it could be read; what cannot be decoded here has no picture, and that is no error
 */
export const peaksOf = async (
  file: Blob,
  seconds: number,
  onMore: (peaks: Peaks) => void,
  signal: AbortSignal,
): Promise<boolean> => {
  const count = Math.max(1, Math.min(MOST, Math.ceil(seconds * PER_SECOND)));
  const perSecond = count / Math.max(seconds, 1e-3);
  const values = new Uint8Array(count);
  using input = new Input({ source: new BlobSource(file), formats: SOURCE_FORMATS });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (!track || !(await track.canDecode())) return false;
    let sliceBegan = performance.now();
    for await (const sample of new AudioSampleSink(track).samples()) {
      using held = sample;
      if (signal.aborted) return false;
      const { timestamp, sampleRate, numberOfFrames, numberOfChannels } = held;
      // One channel is as good as all for a picture, but for a voice on one side only.
      for (let planeIndex = 0; planeIndex < Math.min(2, numberOfChannels); planeIndex += 1) {
        const samples = new Float32Array(numberOfFrames);
        held.copyTo(samples, { planeIndex, format: 'f32-planar' });
        addPeaks(values, samples, timestamp, sampleRate, perSecond);
      }
      if (performance.now() - sliceBegan < SLICE_MS) continue;
      onMore({
        values,
        known: Math.min(count, Math.ceil((timestamp + numberOfFrames / sampleRate) * perSecond)),
      });
      await pause();
      sliceBegan = performance.now();
    }
    onMore({ values, known: count });
    return true;
  } catch {
    return false;
  }
};
