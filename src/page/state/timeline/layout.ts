import { type ClipSettings, settingsFor } from '../../../plan/clipSettings';
import { clipCues } from '../../../plan/cues';
import { blendAfter } from '../../../plan/effects';
import type { PlanSource } from '../../../plan/pieces';
import type { Arrangement } from '../../../plan/plan';
import type { PlanSettings } from '../../../plan/settings';
import type { SubtitleCue } from '../../../shared/captions';
import { LOOK_AHEAD_FRAMES } from '../../../shared/frameTimes';
import type { Blend } from '../../../shared/jobs';
import { AUDIO_SAMPLE_RATE, type Samples } from '../../../shared/units';
import { samplesIn } from './known';

/** A stretch of the timeline in frames; whole ones, but for sound. */
export interface Span {
  readonly start: number;
  readonly frames: number;
}

/** A piece of a clip where it is shown, with what it gives to the transitions on both sides. */
export interface ShotSpan extends Span {
  readonly shot: number;
  /** {@link PlanSource.index} */
  readonly source: number;
  /** How often its source was shown before. */
  readonly occurrence: number;
  /** From the source's first picture, in its own seconds. */
  readonly inPoint: number;
  readonly speed: number;
  /** Second of the source's presentation time whose picture it begins with; `null` for a still. */
  readonly firstPicture: number | null;
}

interface BlendSpan extends Span {
  readonly kind: Blend['kind'];
}

/** A voice-over; `voice` is its place among them. */
export interface VoiceSpan extends Span {
  readonly voice: number;
}

export interface CueSpan extends Span {
  readonly text: string;
}

export interface TimelineLayout {
  readonly fps: number;
  readonly frames: number;
  readonly shots: readonly ShotSpan[];
  readonly blends: readonly BlendSpan[];
  readonly voices: readonly VoiceSpan[];
  readonly cues: readonly CueSpan[];
}

type Sources = ReadonlyMap<number, PlanSource>;
type OwnSettings = ReadonlyMap<number, PlanSettings & ClipSettings>;

const shotSpans = (
  { shots, parts, settings }: Arrangement,
  sources: Sources,
  own: OwnSettings,
): ShotSpan[] => {
  const bodies = new Map(
    parts.flatMap(({ part, shot, start }) => (part === 'body' ? [[shot, start] as const] : [])),
  );
  const seen = new Map<number, number>();
  return shots.map(({ piece, head, tail, joint }, shot) => {
    const { source } = piece;
    const occurrence = seen.get(source) ?? 0;
    seen.set(source, occurrence + 1);
    const video = sources.get(source)?.video;
    const speed = own.get(source)?.speed ?? 1;
    return {
      shot,
      source,
      occurrence,
      start: (bodies.get(shot) ?? 0) - head,
      frames: joint === 'dropped' ? piece.frames - tail : piece.frames,
      inPoint: Math.max(0, piece.inPointSeconds - (video?.startSeconds ?? 0)),
      speed,
      firstPicture: video?.isStill ? null : piece.inPointSeconds + (LOOK_AHEAD_FRAMES / settings.fps) * speed,
    };
  });
};

const blendSpans = ({ shots, parts }: Arrangement, own: OwnSettings): BlendSpan[] =>
  parts.flatMap(({ part, shot, start, frames }) => {
    const settings = own.get(shots[shot]?.piece.source ?? -1);
    return part === 'blend' && settings ? [{ start, frames, kind: blendAfter(shot, settings).kind }] : [];
  });

/** Voice-overs one after the other. Their last frame is not always a whole one. */
export const voiceSpans = (seconds: readonly number[], gap: Samples, fps: number): VoiceSpan[] => {
  let before = 0;
  return seconds.map((length, voice) => {
    const span = { voice, start: (before * fps) / AUDIO_SAMPLE_RATE, frames: length * fps };
    before += samplesIn(length) + gap;
    return span;
  });
};

/** What is read when: from the nearest frame on, as it is drawn. */
export const cueSpans = (cues: readonly SubtitleCue[], frames: number, fps: number): CueSpan[] =>
  clipCues(cues, frames / fps).flatMap(({ startSeconds, endSeconds, text }) => {
    const start = Math.round(startSeconds * fps);
    const length = Math.min(frames, Math.round(endSeconds * fps)) - start;
    return length > 0 ? [{ start, frames: length, text }] : [];
  });

export interface LayoutRequest {
  readonly plan: Arrangement;
  readonly sources: readonly PlanSource[];
  /** Lengths of the voice-overs in seconds. */
  readonly voices: readonly number[];
  readonly voiceGap: Samples;
  readonly cues: readonly SubtitleCue[];
}

/** Where everything stands on the timeline. */
export const layoutOf = ({ plan, sources, voices, voiceGap, cues }: LayoutRequest): TimelineLayout => {
  const { settings, frames } = plan;
  const { fps } = settings;
  const own: OwnSettings = new Map(sources.map((source) => [source.index, settingsFor(source, settings)]));
  const byIndex: Sources = new Map(sources.map((source) => [source.index, source]));
  return {
    fps,
    frames,
    shots: shotSpans(plan, byIndex, own),
    blends: blendSpans(plan, own),
    voices: voiceSpans(voices, voiceGap, fps),
    cues: cueSpans(cues, frames, fps),
  };
};
