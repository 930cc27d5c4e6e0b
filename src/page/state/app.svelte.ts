import { untrack } from 'svelte';
import { formatDuration, videoFileName } from '../format';
import { text } from '../text';
import { Announcer } from './announcer.svelte';
import { CaptionState } from './captions.svelte';
import type { ClipStatus } from './clipStatus';
import { DoneNotice } from './doneNotice.svelte';
import type { Dropped } from './droppedItems';
import { ExpectedEngine } from './expectedEngine.svelte';
import { partsOf } from './formats';
import { Hosting } from './hosting/hosting.svelte';
import { Materials } from './materials.svelte';
import { Playback } from './playback.svelte';
import type { PresetName } from './presetNames';
import { applyPreset, presetOf } from './presets';
import { Preview } from './preview.svelte';
import { soundBeyond } from './project/forms';
import { ProjectKeeper } from './project/keeper.svelte';
import { ProjectFile } from './project/projectFile.svelte';
import { webLocks } from './project/projectLocks';
import { ProjectState } from './project/projectState.svelte';
import { indexedProjects } from './project/projectStore';
import { Undo } from './project/undo.svelte';
import { type RenderRequest, RenderState } from './render.svelte';
import { Samples } from './samples.svelte';
import { askForFile, type SaveTarget } from './saveTarget';
import { SettingsState } from './settings.svelte';
import { isProjectFile } from './sortFiles';
import { SoundState } from './sound.svelte';
import type { ClipItem } from './sourceItems.svelte';
import { nextStep, type StepName } from './steps';
import { TimelineState } from './timeline/timeline.svelte';
import { WatermarkState } from './watermark.svelte';

const unused = (): ClipStatus => ({ label: text.clipStatus.unused, fraction: null, failed: false });

/** Everything that the page knows. */
export class AppState {
  readonly announcer = new Announcer();
  readonly materials = new Materials(this.announcer);
  readonly settings = new SettingsState(this.announcer);
  readonly sound = new SoundState();
  readonly captions = new CaptionState();
  readonly watermark = new WatermarkState();
  readonly samples = new Samples(this.materials);
  readonly notice = new DoneNotice();
  readonly render = new RenderState(this.announcer, this.notice);
  readonly expected = new ExpectedEngine();
  readonly preview = new Preview();
  readonly project = new ProjectState(this);
  readonly undo = new Undo(this.project, this.announcer);
  readonly keeper = new ProjectKeeper(this.project, this.announcer, {
    store: indexedProjects(),
    locks: webLocks,
    now: Date.now,
  });
  /** What plays, for the timeline. */
  readonly playback = new Playback();
  readonly timeline = new TimelineState(this, this.announcer);
  readonly projectFile = new ProjectFile(this.project, this.keeper, this.announcer);
  readonly hosting = new Hosting(this.announcer);

  /** While a video is made, what goes into it cannot be changed. */
  readonly locked = $derived(this.render.running);
  readonly title = $derived(this.render.running ? text.titleRunning(this.render.percent) : text.title);
  /** Whether something in a form is not possible: a project file goes without it. */
  readonly hasWrongSettings = $derived.by(
    () =>
      this.settings.problem !== null ||
      this.captions.problem !== null ||
      this.sound.problems.voiceGap !== undefined ||
      this.materials.clips.some(({ own }) => own.problem !== null),
  );
  /** What of the materials keeps a video from being made; `null` if nothing does. */
  readonly #materialsObstacle = $derived.by((): string | null => {
    const { clips, usable, voiceOvers, music, subtitles, waiting } = this.materials;
    if (clips.length === 0) return text.create.noClips;
    if (waiting.length > 0) return text.create.filesMissing(waiting.length);
    if (clips.every(({ excluded }) => excluded)) return text.create.allExcluded;
    if (usable.length === 0) return text.create.allBad;
    if (voiceOvers.some((voice) => voice.error)) return text.create.badVoiceOver;
    if (music?.error) return text.create.badMusic;
    if (subtitles?.error) return text.create.badSubtitles;
    const wrong = usable.find((clip) => clip.own.problem !== null);
    return wrong ? text.create.badSettings(wrong.name, wrong.own.problem ?? '') : null;
  });
  /** The same of how it shall look. */
  readonly #lookObstacle = $derived.by((): string | null => {
    const { voiceOvers, subtitles, watermark } = this.materials;
    if (watermark?.error) return text.create.badWatermark;
    const { voiceGap } = this.sound.problems;
    if (voiceOvers.length > 1 && voiceGap) return text.create.badSettings(text.sound.voiceGap, voiceGap);
    const isWebm = partsOf(this.settings.values.format).container === 'webm';
    if (subtitles && this.captions.values.soft && isWebm) return text.create.softInWebm;
    const captions = subtitles && this.captions.values.drawn ? this.captions.problem : null;
    return captions ?? this.settings.problem;
  });
  /** Why no video can be made now; `null` if one can. */
  readonly obstacle = $derived(this.#materialsObstacle ?? this.#lookObstacle);

  /** The preset that the forms agree with. */
  readonly preset = $derived(presetOf(this.settings.values, this.captions.values));
  /** Where something is to be done next. */
  readonly nextStep = $derived(
    nextStep({
      clips: this.materials.clips.length,
      materialsWrong: this.#materialsObstacle !== null,
      settingsWrong: this.#lookObstacle !== null,
    }),
  );
  /** Each step in a few words. */
  readonly stepSummaries = $derived.by((): Readonly<Record<StepName, string>> => {
    const { steps } = text;
    const wrong = this.#materialsObstacle !== null && this.materials.clips.length > 0;
    return {
      materials: wrong ? steps.wrong : this.#whatIsThere(),
      look: this.#lookObstacle ? steps.wrong : this.#lookInWords(),
      video: this.render.running
        ? text.progress.percent(this.render.percent)
        : this.render.phase.status === 'done'
          ? steps.done
          : this.obstacle === null
            ? steps.ready
            : steps.waiting,
    };
  });

  usePreset(name: PresetName): void {
    applyPreset(name, this.settings.values, this.captions.values);
    this.announcer.say(text.presets.set(text.presets.names[name]));
  }

  /** How far a clip is in the running render; `null` while there is nothing to say. */
  clipStatus(clip: ClipItem): ClipStatus | null {
    const statuses = this.render.clipStatuses;
    if (!statuses || clip.error || clip.excluded) return null;
    return statuses.get(this.materials.usable.indexOf(clip)) ?? unused();
  }

  /** Adds dropped files, or says why that has to wait. A project comes first: it says what the others are for. */
  async drop({ files, passedOver }: Dropped): Promise<void> {
    if (this.locked) {
      this.announcer.say(text.drop.locked);
      return;
    }
    const project = files.find(isProjectFile);
    if (project) await this.projectFile.open(project);
    this.materials.addSorted(files.filter((file) => file !== project));
    if (passedOver > 0) this.announcer.say(text.drop.passedOver(passedOver));
  }

  /** To be called in an effect: goes on with a video that was cut off when everything for it is there. */
  continueWhenComplete(): void {
    if (!this.keeper.continuing || this.locked || this.materials.waiting.length > 0) return;
    if (this.obstacle === null) untrack(() => void this.create());
    // Something else is wrong, which the page says; it is the person's turn.
    else this.keeper.continuing = false;
  }

  /** To be called in an effect: finds out which engine would make what is on the page. */
  expectEngine(): void {
    const ready = this.obstacle === null && !this.locked;
    const infos = this.materials.usable.flatMap(({ file, reading }) =>
      file ? [reading.status === 'ready' ? reading.info : null] : [],
    );
    this.expected.ask(ready ? { options: this.videoOptions(), infos } : null);
  }

  async create(): Promise<void> {
    await this.#render(null);
  }

  async createIntoFile(): Promise<void> {
    let target: SaveTarget | null;
    try {
      const { container } = partsOf(this.settings.values.format);
      target = await askForFile(videoFileName(new Date(), container), container);
    } catch (thrown) {
      this.render.fail(thrown, () => text.create.fileNotOpened);
      return;
    }
    if (target) await this.#render(target);
  }

  async #render(target: SaveTarget | null): Promise<void> {
    if (this.obstacle !== null || this.locked) {
      // Something changed while the person chose a place for the file.
      await target?.writable.abort();
      return;
    }
    // Its workers and its memory are the render's now.
    this.preview.close();
    const begunBy = this.keeper.renderBegins();
    const options = { ...this.videoOptions(), begunBy };
    await this.render.start({ options, target, problems: this.materials.problems });
    await this.keeper.renderEnds();
  }

  #whatIsThere(): string {
    const { clips, voiceOvers, music, subtitles } = this.materials;
    const { steps } = text;
    if (clips.length === 0) return steps.noClips;
    return steps.things([
      text.clips.count(clips.length),
      ...(voiceOvers.length > 0 ? [steps.voice] : []),
      ...(music ? [steps.music] : []),
      ...(subtitles ? [steps.captions] : []),
    ]);
  }

  #lookInWords(): string {
    const { shape, mode, clipDuration } = this.settings.values;
    const { steps } = text;
    return steps.look(
      shape === 'custom' ? steps.own : shape,
      mode === 'random' ? steps.shuffled : steps.listed,
      formatDuration(clipDuration ?? 0),
    );
  }

  /** What a video is made of now; only without an {@link obstacle}. */
  videoOptions(): RenderRequest['options'] {
    const { usable, voiceOvers, music, subtitles, font, watermark } = this.materials;
    const { drawn, soft } = this.captions.values;
    const { duck, loudness, ...beyond } = this.project.beyond;
    return {
      ...beyond,
      ...this.settings.options,
      ...this.sound.options,
      ...soundBeyond(this.sound.values, { duck, loudness }),
      // A field that is not shown may be wrong.
      ...(voiceOvers.length > 1 ? {} : { voiceGap: undefined }),
      clips: usable.flatMap(({ file, own }) => (file ? { file, ...own.options } : [])),
      voiceOver: voiceOvers.flatMap(({ file }) => file ?? []),
      music: music?.file ?? undefined,
      watermark: watermark?.file ? { image: watermark.file, ...this.watermark.values } : undefined,
      ...(subtitles?.file && {
        subtitles: subtitles.file,
        subtitleEncoding: subtitles.encoding ?? undefined,
        drawSubtitles: drawn,
        softSubtitles: soft,
        captionStyle: drawn ? this.captions.options : undefined,
        captionFont: font?.file ?? undefined,
      }),
    };
  }
}
