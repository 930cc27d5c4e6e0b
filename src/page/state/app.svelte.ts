import { untrack } from 'svelte';
import { videoFileName } from '../format';
import { text } from '../text';
import { Announcer } from './announcer.svelte';
import { CaptionState } from './captions.svelte';
import type { ClipStatus } from './clipStatus';
import { ExpectedEngine } from './expectedEngine.svelte';
import { Hosting } from './hosting/hosting.svelte';
import { Materials } from './materials.svelte';
import { soundBeyond } from './project/forms';
import { ProjectKeeper } from './project/keeper.svelte';
import { ProjectFile } from './project/projectFile.svelte';
import { webLocks } from './project/projectLocks';
import { ProjectState } from './project/projectState.svelte';
import { indexedProjects } from './project/projectStore';
import { type RenderRequest, RenderState } from './render.svelte';
import { Samples } from './samples.svelte';
import { askForFile, type SaveTarget } from './saveTarget';
import { SettingsState } from './settings.svelte';
import { isProjectFile } from './sortFiles';
import { SoundState } from './sound.svelte';
import type { ClipItem } from './sourceItems.svelte';
import { WatermarkState } from './watermark.svelte';

const UNUSED: ClipStatus = { label: text.clipStatus.unused, fraction: null, failed: false };

/** Everything that the page knows. */
export class AppState {
  readonly announcer = new Announcer();
  readonly materials = new Materials(this.announcer);
  readonly settings = new SettingsState(this.announcer);
  readonly sound = new SoundState();
  readonly captions = new CaptionState();
  readonly watermark = new WatermarkState();
  readonly samples = new Samples(this.materials);
  readonly render = new RenderState(this.announcer);
  readonly expected = new ExpectedEngine();
  readonly project = new ProjectState(this);
  readonly keeper = new ProjectKeeper(this.project, this.announcer, {
    store: indexedProjects(),
    locks: webLocks,
    now: Date.now,
  });
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
  /** Why no video can be made now; `null` if one can. */
  readonly obstacle = $derived.by((): string | null => {
    const { clips, usable, voiceOvers, music, subtitles, watermark, waiting } = this.materials;
    if (clips.length === 0) return text.create.noClips;
    if (waiting.length > 0) return text.create.filesMissing(waiting.length);
    if (usable.length === 0) return text.create.allBad;
    if (voiceOvers.some((voice) => voice.error)) return text.create.badVoiceOver;
    if (music?.error) return text.create.badMusic;
    if (subtitles?.error) return text.create.badSubtitles;
    if (watermark?.error) return text.create.badWatermark;
    const wrong = usable.find((clip) => clip.own.problem !== null);
    if (wrong) return text.create.badSettings(wrong.name, wrong.own.problem ?? '');
    const { voiceGap } = this.sound.problems;
    if (voiceOvers.length > 1 && voiceGap) return text.create.badSettings(text.sound.voiceGap, voiceGap);
    const captions = subtitles && this.captions.values.drawn ? this.captions.problem : null;
    return captions ?? this.settings.problem;
  });

  /** How far a clip is in the running render; `null` while there is nothing to say. */
  clipStatus(clip: ClipItem): ClipStatus | null {
    const statuses = this.render.clipStatuses;
    if (!statuses || clip.error) return null;
    return statuses.get(this.materials.usable.indexOf(clip)) ?? UNUSED;
  }

  /** Adds dropped files, or says why that has to wait. A project comes first: it says what the others are for. */
  async drop(files: readonly File[]): Promise<void> {
    if (this.locked) {
      this.announcer.say(text.drop.locked);
      return;
    }
    const project = files.find(isProjectFile);
    if (project) await this.projectFile.open(project);
    this.materials.addSorted(files.filter((file) => file !== project));
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
    this.expected.ask(ready ? { options: this.#options(), infos } : null);
  }

  async create(): Promise<void> {
    await this.#render(null);
  }

  async createIntoFile(): Promise<void> {
    let target: SaveTarget | null;
    try {
      target = await askForFile(videoFileName(new Date()));
    } catch (thrown) {
      this.render.fail(thrown, text.create.fileNotOpened);
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
    const begunBy = this.keeper.renderBegins();
    const options = { ...this.#options(), begunBy };
    await this.render.start({ options, target, problems: this.materials.problems });
    await this.keeper.renderEnds();
  }

  #options(): RenderRequest['options'] {
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
