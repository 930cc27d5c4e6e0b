import { lengthInARow } from '../plan/sound';
import type { JobOptions } from '../pool/types';
import type { EncodedAudio, SoundSource } from '../shared/jobs';
import type { SoundSettings } from '../shared/sound';
import { type Frames, framesCovering, samplesOf } from '../shared/units';
import type { ClipProcessors } from './clipProcessors';
import type { CombineOptions } from './types';

/** Longest time for decoding or encoding sound. */
const AUDIO_TIMEOUT_MS = 600_000;

/** What there is to be heard, and how. */
export interface SoundRequest {
  readonly voices: readonly File[];
  readonly music: File | null;
  readonly settings: SoundSettings;
}

/** The files of a call's options. */
export const soundFiles = ({
  voiceOver = [],
  music,
}: Pick<CombineOptions, 'voiceOver' | 'music'>): Omit<SoundRequest, 'settings'> => ({
  voices: voiceOver instanceof File ? [voiceOver] : voiceOver,
  music: music ?? null,
});

export const hasSound = ({ voices, music }: SoundRequest): boolean => voices.length > 0 || music !== null;

const jobOptions = (label: string, signal: AbortSignal): JobOptions => ({
  timeoutMs: AUDIO_TIMEOUT_MS,
  signal,
  label,
});

/**
 * The frames that cover the voice-overs, whose lengths are counted in decoded samples: headers are often wrong.
 * @returns `null` without a voice-over
 * @throws RenderError naming the file and the reason
 */
export const voiceFrames = async (
  processors: ClipProcessors,
  { voices, settings }: SoundRequest,
  fps: number,
  signal: AbortSignal,
): Promise<Frames | null> => {
  if (voices.length === 0) return null;
  const lengths = await Promise.all(
    voices.map(async (file) => {
      const job = { kind: 'measure-audio', source: file, sourceName: file.name } as const;
      const outcome = await processors.run(job, jobOptions(file.name, signal));
      if (outcome.status === 'failed') throw outcome.error;
      return outcome.result.samples;
    }),
  );
  return framesCovering(lengthInARow(lengths, settings.voiceGap), fps);
};

const sourceOf = (file: File): SoundSource => ({ source: file, sourceName: file.name });

/** Mixes and encodes the sound, exactly as long as the video; `null` if there is nothing to be heard. */
export const encodeSound = async (
  processors: ClipProcessors,
  request: SoundRequest,
  length: Frames,
  fps: number,
  signal: AbortSignal,
): Promise<EncodedAudio | null> => {
  if (!hasSound(request)) return null;
  const { voices, music, settings } = request;
  const label = [...voices, ...(music ? [music] : [])].map((file) => file.name).join(', ');
  const outcome = await processors.run(
    {
      kind: 'encode-audio',
      sourceName: label,
      voices: voices.map(sourceOf),
      music: music && sourceOf(music),
      settings,
      samples: samplesOf(length, fps),
    },
    jobOptions(label, signal),
  );
  if (outcome.status === 'failed') throw outcome.error;
  return outcome.result;
};
