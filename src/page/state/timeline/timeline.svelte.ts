import { untrack } from 'svelte';
import { settingsFor } from '../../../plan/clipSettings';
import type { PlanSource } from '../../../plan/pieces';
import { type PlanSettings, resolvePlanSettings } from '../../../plan/settings';
import { resolveSoundSettings } from '../../../plan/sound';
import type { SubtitleCue } from '../../../shared/captions';
import type { SoundSettings } from '../../../shared/sound';
import { text } from '../../text';
import type { Announcer } from '../announcer.svelte';
import { shotPictures } from '../parts';
import type { ProjectParts } from '../project/projectState.svelte';
import type { ClipItem, SoundItem } from '../sourceItems.svelte';
import { arrangementOf } from './known';
import { layoutOf, type ShotSpan, type TimelineLayout } from './layout';
import { type MusicBed, musicBed } from './music';
import { movedOrder, pinsFor, shownOrder, stepTarget } from './order';
import { type ShotPicture, ShotPictures } from './shotPictures.svelte';
import { type Edge, type Trimmable, trimmed } from './trim';

/** So much later a change is planned: typing and sliders change much at once. */
const PLAN_AFTER_MS = 60;

/** What the page knows, in the words of a plan. */
interface Known {
  readonly clips: readonly ClipItem[];
  readonly sources: readonly PlanSource[];
  readonly voiceItems: readonly SoundItem[];
  readonly voiceSeconds: readonly number[];
  readonly musicItem: SoundItem | null;
  /** `null` while that is not known. */
  readonly musicSeconds: number | null;
  readonly sound: SoundSettings;
  readonly settings: PlanSettings;
  readonly subtitleCues: readonly SubtitleCue[];
}

/** The timeline as it is shown, with what it is made of. */
export interface TimelineView extends TimelineLayout, Known {
  /** `null` while there is none, or its length is not known. */
  readonly music: MusicBed | null;
}

interface Selection {
  readonly clip: ClipItem;
  /** {@link ShotSpan.occurrence} */
  readonly occurrence: number;
}

/** The video as it will be. */
export class TimelineState {
  /** The last plan that was possible; `null` while there is nothing to show. */
  view = $state.raw<TimelineView | null>(null);
  /** Pixels a second; `null`: all of it is in sight. */
  zoom = $state.raw<number | null>(null);
  #selection = $state.raw<Selection | null>(null);
  readonly selected = $derived(this.#find(this.#selection));
  /** Clips of which not enough is known yet to plan with them; of those whose file is missing nothing is being read. */
  readonly reading = $derived.by(
    () =>
      this.#parts.materials.usable.filter(({ reading, missing }) => reading.status === 'reading' && !missing)
        .length,
  );
  readonly pictures = new ShotPictures(async ({ file, info, seconds }, signal) =>
    (await shotPictures()).shotPicture({ file, info }, seconds, signal),
  );
  readonly #parts: ProjectParts;
  readonly #announcer: Announcer;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ProjectParts, announcer: Announcer) {
    this.#parts = parts;
    this.#announcer = announcer;
  }

  /** `null` while something is not possible: the last timeline stays. */
  readonly #known = $derived.by((): Known | null => {
    const { materials, settings, sound } = this.#parts;
    if (settings.problem !== null || sound.problems.voiceGap !== undefined) return null;
    if (materials.usable.some(({ own }) => own.problem !== null)) return null;
    const voices = materials.voiceOvers.filter(({ missing, error }) => !missing && !error);
    if (voices.some(({ reading }) => reading.status === 'reading')) return null;
    const { music } = materials;
    return {
      clips: materials.usable,
      sources: materials.usable.flatMap(({ forPlan }, index) => (forPlan ? [{ ...forPlan, index }] : [])),
      voiceItems: voices,
      voiceSeconds: voices.map(({ reading }) =>
        reading.status === 'ready' ? reading.info.durationSeconds : 0,
      ),
      musicItem: music,
      musicSeconds: music?.reading.status === 'ready' ? music.reading.info.durationSeconds : null,
      sound: resolveSoundSettings(sound.options),
      settings: resolvePlanSettings(settings.options),
      subtitleCues: materials.subtitles?.read?.cues ?? [],
    };
  });

  /** To be called in an effect: plans again when something has changed, as often as is useful. */
  follow(): void {
    void this.#known;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      untrack(() => this.#plan());
    }, PLAN_AFTER_MS);
  }

  select(shot: ShotSpan | null): void {
    const clip = shot ? this.clipOf(shot) : undefined;
    this.#selection = shot && clip ? { clip, occurrence: shot.occurrence } : null;
  }

  clipOf({ source }: ShotSpan): ClipItem | undefined {
    return this.view?.clips[source];
  }

  /** What a shot begins with; `null` where its clip's thumbnail is as good, or all that there is. */
  pictureOf(shot: ShotSpan): ShotPicture | null {
    const clip = this.clipOf(shot);
    if (!clip?.file || clip.reading.status !== 'ready' || shot.firstPicture === null) return null;
    return { file: clip.file, info: clip.reading.info, fileId: clip.id, seconds: shot.firstPicture };
  }

  /** Where the edges of a shot may go; `null` where it cannot be trimmed. */
  trimmable(shot: ShotSpan): Trimmable | null {
    const source = this.view?.sources.find(({ index }) => index === shot.source);
    if (!this.view || !source) return null;
    const { fps, mode, maxClipDuration } = settingsFor(source, this.view.settings);
    const isLimited = mode === 'random' || source.own?.maxClipDuration !== undefined;
    const { isStill, durationSeconds } = source.video;
    return {
      inPoint: shot.inPoint,
      frames: shot.frames,
      speed: shot.speed,
      fps,
      sourceSeconds: isStill ? null : durationSeconds,
      longest: isLimited && !isStill ? Math.floor(maxClipDuration * fps) : Number.POSITIVE_INFINITY,
    };
  }

  /** Moves an edge by so many frames: the clip shows this part from now on. */
  trim(shot: ShotSpan, edge: Edge, by: number): void {
    const clip = this.clipOf(shot);
    const trimmable = this.trimmable(shot);
    if (!clip || !trimmable) return;
    const { inPoint, outPoint, frames } = trimmed(trimmable, edge, by);
    const seconds = frames / trimmable.fps;
    if (trimmable.sourceSeconds === null) clip.own.values.stillDuration = seconds;
    else Object.assign(clip.own.values, { inPoint: inPoint === 0 ? null : inPoint, outPoint });
    this.#announcer.say(text.timeline.trimmed(clip.name, seconds));
  }

  /** Takes a shot before another one; as many as there are: behind the last. */
  moveTo(shot: ShotSpan, to: number): void {
    const { view } = this;
    const clip = this.clipOf(shot);
    if (!view || !clip) return;
    const list = view.clips.map((_, index) => index);
    const isShuffled = view.settings.mode === 'random';
    if (isShuffled) this.#keepShownOrder(view);
    const order = movedOrder(isShuffled ? shownOrder(list, view.shots) : list, view.shots, shot.shot, to);
    this.#parts.materials.arrange(order.flatMap((index) => view.clips[index] ?? []));
    this.select(shot);
    this.#parts.materials.sayPlace(clip);
  }

  /** Takes a shot past the next other clip on one side. */
  moveBy(shot: ShotSpan, step: -1 | 1): void {
    const to = this.view && stepTarget(this.view.shots, shot.shot, step);
    if (to !== null) this.moveTo(shot, to);
  }

  /** The order that is shown becomes the list's. */
  keepOrder(): void {
    const { view } = this;
    if (!view) return;
    this.#keepShownOrder(view);
    const list = view.clips.map((_, index) => index);
    this.#parts.materials.arrange(shownOrder(list, view.shots).flatMap((index) => view.clips[index] ?? []));
    this.#announcer.say(text.timeline.orderKept);
  }

  #keepShownOrder({ shots, sources, settings, clips }: TimelineView): void {
    for (const { source, inPoint, outPoint } of pinsFor(shots, sources, settings)) {
      const values = clips[source]?.own.values;
      if (values) Object.assign(values, { inPoint, outPoint });
    }
    this.#parts.settings.useListOrder();
  }

  #find(selection: Selection | null): ShotSpan | null {
    if (!selection || !this.view) return null;
    const source = this.view.clips.indexOf(selection.clip);
    const own = this.view.shots.filter((shot) => shot.source === source);
    return own[selection.occurrence] ?? own.at(-1) ?? null;
  }

  #plan(): void {
    const known = this.#known;
    if (!known) return;
    const { sources, settings, voiceSeconds: voices, sound, musicSeconds, subtitleCues: cues } = known;
    const { voiceGap } = sound;
    const plan = arrangementOf({ sources, settings, voices, voiceGap });
    this.view = plan && {
      ...known,
      ...layoutOf({ plan, sources, voices, voiceGap, cues }),
      music: musicSeconds === null ? null : musicBed(musicSeconds, sound, plan.frames, settings.fps),
    };
  }
}
