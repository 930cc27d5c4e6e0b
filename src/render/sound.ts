import { clipSounds, soundPlaces } from '../plan/clipSound';
import type { RenderPlan } from '../plan/plan';
import type { JobOptions } from '../pool/types';
import { RenderError } from '../shared/errors';
import type { EncodedAudio, SoundSource } from '../shared/jobs';
import type { SoundSettings } from '../shared/sound';
import { type Samples, samplesOf } from '../shared/units';
import type { ClipProcessors } from './clipProcessors';
import type { UsableSource } from './sources';
import type { CombineOptions, SourceProblem } from './types';

/** Longest time for a sound, and what is added for each of its seconds: a slow machine takes a tenth of that. */
const AUDIO_TIMEOUT_MS = 600_000;
const AUDIO_TIMEOUT_MS_A_SECOND = 1000;

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

/** Whether there is anything to be heard. */
export const hasSound = (
  { voices, music, settings }: SoundRequest,
  sources: readonly UsableSource[],
): boolean =>
  voices.length > 0 ||
  music !== null ||
  sources.some((source) => hasOwnSound(source) && volumeOf(source, settings) > 0);

/** Factor on a source's own sound; 0: it is not heard. */
export const volumeOf = ({ own }: UsableSource, { clipVolume }: SoundSettings): number =>
  own?.volume ?? clipVolume;

const hasOwnSound = ({ info }: UsableSource): boolean => info.audio !== null;

/**
 * Longest time without progress on the mix, until its pace is known: some of its steps compute for a while before they
 * count.
 */
const MIX_STALL_MS = 90_000;

const jobOptions = (label: string, signal: AbortSignal, seconds = 0): JobOptions => ({
  timeoutMs: AUDIO_TIMEOUT_MS + seconds * AUDIO_TIMEOUT_MS_A_SECOND,
  signal,
  label,
});

/**
 * Lengths of the voice-overs, counted in decoded samples: headers are often wrong.
 * @throws RenderError naming the file and the reason
 */
export const voiceLengths = async (
  processors: ClipProcessors,
  { voices }: SoundRequest,
  signal: AbortSignal,
): Promise<readonly Samples[]> =>
  Promise.all(
    voices.map(async (file) => {
      const job = { kind: 'measure-audio', source: file, sourceName: file.name } as const;
      const outcome = await processors.run(job, jobOptions(file.name, signal));
      if (outcome.status === 'failed') throw outcome.error;
      return outcome.result.samples;
    }),
  );

/** Whose job it is where nothing but the clips is heard. */
const CLIPS_LABEL = 'the clips’ sound';

const silentSource = (sourceIndex: number, source: string, error: RenderError): SourceProblem => ({
  ...{ source, sourceIndex },
  error: error.toReport(),
});

const noSound = (name: string): RenderError =>
  new RenderError({ category: 'unreadable-source', message: `“${name}” has no sound in it.` });

const sourceOf = (file: File): SoundSource => ({ source: file, sourceName: file.name });

/** A video's sound, and the sources whose own sound is not in it though it was wanted. */
export interface RenderedSound {
  readonly audio: EncodedAudio | null;
  readonly silentSources: readonly SourceProblem[];
}

/** Mixes and encodes the sound of a plan, exactly as long as its video; `audio` is `null` if there is nothing to be heard. */
export const encodeSound = async (
  processors: ClipProcessors,
  request: SoundRequest,
  plan: RenderPlan,
  sources: readonly UsableSource[],
  signal: AbortSignal,
): Promise<RenderedSound> => {
  const { voices, music, settings } = request;
  const volumes = new Map(sources.map((source) => [source.index, volumeOf(source, settings)]));
  const places = clipSounds(
    soundPlaces(plan).filter(({ source }) => (volumes.get(source) ?? 0) > 0),
    plan.settings.fps,
  );
  const silentSources = sources
    .filter((source) => !hasOwnSound(source) && places.some((place) => place.source === source.index))
    .filter(({ info }) => info.access !== 'still')
    .map(({ index, file }) => silentSource(index, file.name, noSound(file.name)));
  if (!hasSound(request, sources)) return { audio: null, silentSources };

  const sourceAt = new Map(sources.filter(hasOwnSound).map((source) => [source.index, source]));
  const clips = places.flatMap((place) => {
    const source = sourceAt.get(place.source);
    return source
      ? [
          {
            place,
            sound: {
              ...place,
              ...sourceOf(source.file),
              access: source.info.access,
              volume: volumeOf(source, settings),
            },
          },
        ]
      : [];
  });
  const label = [...voices, ...(music ? [music] : [])].map((file) => file.name).join(', ') || CLIPS_LABEL;
  const outcome = await processors.run(
    {
      kind: 'encode-audio',
      sourceName: label,
      voices: voices.map(sourceOf),
      music: music && sourceOf(music),
      clips: clips.map(({ sound }) => sound),
      settings,
      samples: samplesOf(plan.frames, plan.settings.fps),
    },
    { ...jobOptions(label, signal, plan.frames / plan.settings.fps), stallMs: MIX_STALL_MS },
  );
  if (outcome.status === 'failed') throw outcome.error;
  for (const { clip, error } of outcome.result.silent) {
    const place = clips[clip];
    if (!place || silentSources.some(({ sourceIndex }) => sourceIndex === place.place.source)) continue;
    silentSources.push({ source: place.sound.sourceName, sourceIndex: place.place.source, error });
  }
  return { audio: outcome.result, silentSources };
};
