import { type PlanSource, piecesOf } from '../../../plan/pieces';
import { type Arrangement, arrange, type PlanRequest } from '../../../plan/plan';
import type { PlanSettings } from '../../../plan/settings';
import { videoLength } from '../../../plan/videoLength';
import { RenderError } from '../../../shared/errors';
import { AUDIO_SAMPLE_RATE, type Samples, samples } from '../../../shared/units';

/** What a plan is made of, as far as the page knows it. */
export interface Known {
  /** Their index is the clip's place among those that a render gets. */
  readonly sources: readonly PlanSource[];
  readonly settings: PlanSettings;
  /** In seconds, as the headers say. */
  readonly voices: readonly number[];
  readonly voiceGap: Samples;
}

export const samplesIn = (seconds: number): Samples => samples(Math.round(seconds * AUDIO_SAMPLE_RATE));

/** A render leaves out sources of which nothing can be shown. */
const hasMaterial = (source: PlanSource, settings: PlanSettings): boolean =>
  (source.video.isStill === true || source.video.durationSeconds > 0) &&
  piecesOf(source, settings).length > 0;

const requestOf = ({ sources, settings, voices, voiceGap }: Known): PlanRequest => ({
  sources: sources.filter((source) => hasMaterial(source, settings)),
  settings,
  length: videoLength(voices.map(samplesIn), voiceGap, settings),
});

/** What a render of this would show when; `null` while there is nothing to show. */
export const arrangementOf = (known: Known): Arrangement | null => {
  try {
    return arrange(requestOf(known));
  } catch (thrown) {
    if (thrown instanceof RenderError) return null;
    throw thrown;
  }
};
