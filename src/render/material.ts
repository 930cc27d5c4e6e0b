import type { ReadSubtitles } from '../media/subtitles/read';
import type { PlanRequest } from '../plan/plan';
import type { PlanSettings } from '../plan/settings';
import { videoLength } from '../plan/videoLength';
import type { Frames, Samples } from '../shared/units';
import { type Drawn, readyToDraw } from './drawn';
import type { RenderRequest } from './request';
import { type ProbeFile, type ReadSources, readSources, type UsableSource } from './sources';
import { readSubtitleFile } from './subtitles';

/** What is there to make a video of. */
export interface Material extends ReadSources {
  /** Frames to cover; `null`: as long as the clips are. */
  readonly length: Frames | null;
  readonly subtitles: ReadSubtitles | null;
  readonly drawn: Drawn;
}

/** How files are read; whoever plans again and again remembers what was read. */
export interface MaterialReaders {
  readonly probe: ProbeFile;
  /** A voice-over's length, decoded and counted. */
  readonly voiceSamples: (file: File, signal: AbortSignal) => Promise<Samples>;
}

/** The part of a request that says what is shown and heard. */
export type MaterialRequest = Pick<RenderRequest, 'clips' | 'settings' | 'sound' | 'subtitles' | 'drawn'>;

/**
 * Reads all files as far as the plan needs them: headers, and the voice-overs' real length.
 * @param onRead called for each clip
 * @throws RenderError for what no video can do without; clips that cannot be used are in the problems
 */
export const readMaterial = async (
  { clips, settings, sound, subtitles, drawn }: MaterialRequest,
  { probe, voiceSamples }: MaterialReaders,
  signal: AbortSignal,
  onRead: () => void = () => {},
): Promise<Material> => {
  const [sources, spoken, read, ready] = await Promise.all([
    readSources(clips, settings, probe, signal, onRead),
    Promise.all(sound.voices.map((file) => voiceSamples(file, signal))),
    readSubtitleFile(subtitles),
    readyToDraw(drawn, settings.size, settings.fps),
  ]);
  const length = videoLength(spoken, sound.settings.voiceGap, settings);
  return { ...sources, length, subtitles: read, drawn: ready };
};

/** What the plan is asked. */
export const planRequestOf = (
  { usable, length, subtitles, drawn }: Material,
  settings: PlanSettings,
): PlanRequest => ({
  ...{ sources: usable, settings, length },
  cues: drawn.captions && subtitles ? subtitles.cues : [],
});

/** Sources by their index. */
export const sourcesByIndex = (usable: readonly UsableSource[]): ReadonlyMap<number, UsableSource> =>
  new Map(usable.map((source) => [source.index, source]));
