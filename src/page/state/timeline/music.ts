import type { Peaks } from '../../../media/peaks';
import { MUSIC_SEAM, type SoundSettings } from '../../../shared/sound';
import { AUDIO_SAMPLE_RATE } from '../../../shared/units';
import { columnsOf } from './waveform';

/** Music as it lies under the whole video, in frames of it. */
export interface MusicBed {
  /** Length of the video. */
  readonly frames: number;
  /** Length of the music's file. */
  readonly length: number;
  /** Where in its file the music begins, and begins again. */
  readonly start: number;
  /** From one begin to the next. */
  readonly period: number;
  readonly fadeIn: number;
  readonly fadeOut: number;
  readonly isHeard: boolean;
}

/** Seconds by which a round's end lies over the next one's begin, as `workers/sound/loop.ts` mixes it. */
const SEAM_SECONDS = MUSIC_SEAM / AUDIO_SAMPLE_RATE;

/**
 * How music is heard in a video.
 * @param seconds length of its file
 * @param frames length of the video
 * @returns `null` where it would begin behind its end: a render refuses that
 */
export const musicBed = (
  seconds: number,
  settings: SoundSettings,
  frames: number,
  fps: number,
): MusicBed | null => {
  const start = settings.musicStart / AUDIO_SAMPLE_RATE;
  const once = seconds - start;
  if (once <= 0) return null;
  const inFrames = (time: number): number => time * fps;
  return {
    ...{ frames, length: inFrames(seconds), start: inFrames(start) },
    period: inFrames(once - Math.min(SEAM_SECONDS, once / 2)),
    fadeIn: inFrames(settings.musicFadeIn / AUDIO_SAMPLE_RATE),
    fadeOut: inFrames(settings.musicFadeOut / AUDIO_SAMPLE_RATE),
    isHeard: settings.musicVolume > 0,
  };
};

/** How often it begins in the video. */
export const rounds = ({ frames, period }: MusicBed): number => Math.ceil(frames / period);

/** Frames at which it begins again, between two places of the video. */
export const seams = (bed: MusicBed, from: number, to: number): number[] => {
  const first = Math.max(1, Math.ceil(from / bed.period));
  const last = Math.min(rounds(bed) - 1, Math.floor(to / bed.period));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => (first + place) * bed.period);
};

/** How much of it is heard at a frame, 0–1: fades are straight lines. */
export const fadeAt = ({ frames, fadeIn, fadeOut }: MusicBed, frame: number): number => {
  const rise = fadeIn > 0 ? Math.min(1, frame / fadeIn) : 1;
  const fall = fadeOut > 0 ? Math.min(1, (frames - frame) / fadeOut) : 1;
  return Math.max(0, rise) * Math.max(0, fall);
};

/**
 * Heights of columns between two frames, 0–1, as it is heard: again and again, and faded. Its volume is not in them:
 * music is quiet, and would be a line.
 */
export const musicColumns = (
  peaks: Peaks,
  bed: MusicBed,
  from: number,
  to: number,
  columns: number,
): number[] => {
  const { length, start, period, isHeard } = bed;
  const loudest = (begin: number, end: number): number =>
    columnsOf(peaks, (start + begin) / length, (start + end) / length, 1)[0] ?? 0;
  return Array.from({ length: Math.max(0, columns) }, (_, column) => {
    const begin = from + ((to - from) * column) / columns;
    const width = (to - from) / columns;
    if (!isHeard) return 0;
    const level = (): number => {
      if (width >= period) return loudest(0, period);
      const inRound = begin % period;
      const rest = inRound + width - period;
      const first = loudest(inRound, Math.min(period, inRound + width));
      return rest > 0 ? Math.max(first, loudest(0, rest)) : first;
    };
    return level() * fadeAt(bed, begin + width / 2);
  });
};
