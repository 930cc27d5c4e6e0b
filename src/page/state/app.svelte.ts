import { videoFileName } from '../format';
import { text } from '../text';
import { Announcer } from './announcer.svelte';
import type { ClipStatus } from './clipStatus';
import { Materials } from './materials.svelte';
import { RenderState } from './render.svelte';
import { Samples } from './samples.svelte';
import { askForFile, type SaveTarget } from './saveTarget';
import { SettingsState } from './settings.svelte';
import { SoundState } from './sound.svelte';
import type { ClipItem } from './sourceItems.svelte';

const UNUSED: ClipStatus = { label: text.clipStatus.unused, fraction: null, failed: false };

/** Everything that the page knows. */
export class AppState {
  readonly announcer = new Announcer();
  readonly materials = new Materials(this.announcer);
  readonly settings = new SettingsState(this.announcer);
  readonly sound = new SoundState();
  readonly samples = new Samples(this.materials);
  readonly render = new RenderState(this.announcer);

  /** While a video is made, what goes into it cannot be changed. */
  readonly locked = $derived(this.render.running);
  readonly title = $derived(this.render.running ? text.titleRunning(this.render.percent) : text.title);
  /** Why no video can be made now; `null` if one can. */
  readonly obstacle = $derived.by((): string | null => {
    if (this.materials.clips.length === 0) return text.create.noClips;
    if (this.materials.usable.length === 0) return text.create.allBad;
    if (this.materials.voiceOver?.error) return text.create.badVoiceOver;
    if (this.materials.music?.error) return text.create.badMusic;
    return this.settings.problem;
  });

  /** How far a clip is in the running render; `null` while there is nothing to say. */
  clipStatus(clip: ClipItem): ClipStatus | null {
    const statuses = this.render.clipStatuses;
    if (!statuses || clip.error) return null;
    return statuses.get(this.materials.usable.indexOf(clip)) ?? UNUSED;
  }

  /** Adds dropped files, or says why that has to wait. */
  drop(files: readonly File[]): void {
    if (this.locked) this.announcer.say(text.drop.locked);
    else this.materials.addSorted(files);
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
    const { usable, voiceOver, music, problems } = this.materials;
    await this.render.start({
      options: {
        ...this.settings.options,
        ...this.sound.options,
        clips: usable.map((clip) => clip.file),
        voiceOver: voiceOver?.file,
        music: music?.file,
      },
      target,
      problems,
    });
  }
}
