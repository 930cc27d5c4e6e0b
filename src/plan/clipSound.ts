import { AUDIO_SAMPLE_RATE, type Frames, type Samples, samples, samplesOf } from '../shared/units';
import type { PlannedPicture, RenderPlan } from './plan';

/** A place of the timeline at which a source is heard. */
export interface SoundPlace {
  /** `PlanSource.index` */
  readonly source: number;
  /** In seconds of the source's presentation time. */
  readonly inPointSeconds: number;
  readonly speed: number;
  readonly start: Frames;
  readonly frames: Frames;
  /** Where a transition shows this place together with the one before, or the one behind: both are heard over it. */
  readonly fadeIn: Samples;
  readonly fadeOut: Samples;
}

/** A span of a source's sound and where it is heard. */
export interface PlannedSound {
  readonly source: number;
  readonly inPointSeconds: number;
  readonly speed: number;
  readonly start: Samples;
  readonly length: Samples;
  readonly fadeIn: Samples;
  readonly fadeOut: Samples;
}

/**
 * Where a sound is cut it gets quieter before, and the next one louder after: a step would click. 25 ms, a period of the
 * lowest tones, as at the seam of the music.
 */
export const JOINT_FADE = samples(1200);

/** In points are sums of seconds: so much may be rounding. A hundredth of a sample. */
const SAME_INSTANT = 0.01 / AUDIO_SAMPLE_RATE;

/** Whether one place goes on where another one ends, in the source as on the timeline. */
const continues = (before: SoundPlace, next: SoundPlace, fps: number): boolean =>
  next.source === before.source &&
  next.speed === before.speed &&
  next.start === before.start + before.frames &&
  before.fadeOut === 0 &&
  next.fadeIn === 0 &&
  Math.abs(before.inPointSeconds + (before.frames / fps) * before.speed - next.inPointSeconds) < SAME_INSTANT;

/**
 * What is heard of the clips: a span for each place, with a fade of {@link JOINT_FADE} at each cut. Places that show a
 * source without a cut between them become one span, so that nothing is heard of the joint.
 * @param places in the order in which they begin
 */
export const clipSounds = (places: readonly SoundPlace[], fps: number): PlannedSound[] => {
  const joined: SoundPlace[] = [];
  for (const place of places) {
    const before = joined.at(-1);
    if (before && continues(before, place, fps)) {
      const frames = (before.frames + place.frames) as Frames;
      joined[joined.length - 1] = { ...before, frames, fadeOut: place.fadeOut };
    } else {
      joined.push(place);
    }
  }
  return joined.map(({ source, inPointSeconds, speed, start, frames, fadeIn, fadeOut }) => {
    const length = samplesOf(frames, fps);
    const shortest = samples(Math.min(JOINT_FADE, Math.floor(length / 2)));
    return {
      ...{ source, inPointSeconds, speed, length },
      start: samplesOf(start, fps),
      fadeIn: fadeIn || shortest,
      fadeOut: fadeOut || shortest,
    };
  });
};

/** The places of a plan at which its sources are heard. In a transition both are, over all of it. */
export const soundPlaces = ({ clips, timeline, settings }: RenderPlan): SoundPlace[] =>
  timeline.flatMap(({ clip: index, start, frames }) => {
    const clip = clips[index];
    if (!clip) return [];
    const { picture, next } = clip;
    const none = samples(0);
    const all = next ? samplesOf(frames, settings.fps) : none;
    const place = ({ source, inPointSeconds, speed }: PlannedPicture) => ({
      ...{ source, inPointSeconds, speed, start, frames },
    });
    return [
      { ...place(picture), fadeIn: none, fadeOut: all },
      ...(next ? [{ ...place(next.picture), fadeIn: all, fadeOut: none }] : []),
    ];
  });
