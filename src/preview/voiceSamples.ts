import type { Clock } from '../pool/clock';
import { AUDIO_SAMPLE_RATE, type Samples, samples } from '../shared/units';

/** So long a plan waits for a voice-over to be counted before it goes by what its header says. */
const COUNT_WAIT_MS = 1500;

export interface VoiceReaders {
  /** Its length in decoded samples; takes a while. */
  readonly counted: Promise<Samples>;
  /** Its length in seconds as its header says, which can be wrong; 0: it does not say. */
  readonly told: () => Promise<number>;
  /** Called when the count is there after all, and is another one. */
  readonly onOther: () => void;
  readonly clock: Clock;
}

/** A voice-over's length: counted, or, where that takes long, at first what its header says. */
export const voiceSamples = async ({ counted, told, onOther, clock }: VoiceReaders): Promise<Samples> => {
  const isCounted = await new Promise<boolean>((resolve, reject) => {
    const stop = clock.after(COUNT_WAIT_MS, () => resolve(false));
    counted.then(() => resolve(true), reject).finally(stop);
  });
  const first = isCounted ? 0 : Math.round((await told()) * AUDIO_SAMPLE_RATE);
  if (first <= 0) return counted;
  counted.then(
    (length) => {
      if (length !== first) onOther();
    },
    // Told by the sound, which needs it too.
    () => {},
  );
  return samples(first);
};
