import type { JobOptions } from '../pool/types';
import type { EncodedAudio } from '../shared/jobs';
import { type Frames, framesCovering, samplesOf } from '../shared/units';
import type { ClipProcessors } from './clipProcessors';

/** Longest time for decoding or encoding the voice-over. */
const AUDIO_TIMEOUT_MS = 600_000;

const jobOptions = (file: File, signal: AbortSignal): JobOptions => ({
  timeoutMs: AUDIO_TIMEOUT_MS,
  signal,
  label: file.name,
});

/**
 * The frames that cover a voice-over, whose length is counted in decoded samples: headers are often wrong.
 * @throws RenderError naming the file and the reason
 */
export const voiceOverFrames = async (
  processors: ClipProcessors,
  file: File,
  fps: number,
  signal: AbortSignal,
): Promise<Frames> => {
  const outcome = await processors.run(
    { kind: 'measure-audio', source: file, sourceName: file.name },
    jobOptions(file, signal),
  );
  if (outcome.status === 'failed') throw outcome.error;
  return framesCovering(outcome.result.samples, fps);
};

/** Encodes the voice-over, exactly as long as the video. */
export const encodeVoiceOver = async (
  processors: ClipProcessors,
  file: File,
  length: Frames,
  fps: number,
  signal: AbortSignal,
): Promise<EncodedAudio> => {
  const outcome = await processors.run(
    { kind: 'encode-audio', source: file, sourceName: file.name, samples: samplesOf(length, fps) },
    jobOptions(file, signal),
  );
  if (outcome.status === 'failed') throw outcome.error;
  return outcome.result;
};
