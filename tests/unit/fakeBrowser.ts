import { Announcer } from '../../src/page/state/announcer.svelte';
import { CaptionState } from '../../src/page/state/captions.svelte';
import { Materials } from '../../src/page/state/materials.svelte';
import { ProjectKeeper } from '../../src/page/state/project/keeper.svelte';
import { ProjectFile } from '../../src/page/state/project/projectFile.svelte';
import { ProjectState } from '../../src/page/state/project/projectState.svelte';
import type { ProjectStore, RenderMark, StoredProject } from '../../src/page/state/project/projectStore';
import { SettingsState } from '../../src/page/state/settings.svelte';
import { SoundState } from '../../src/page/state/sound.svelte';
import { WatermarkState } from '../../src/page/state/watermark.svelte';

/** What one browser keeps, and all that was written into it. */
class FakeStore implements ProjectStore {
  readonly stored = new Map<string, StoredProject>();
  readonly whole = new Map<string, readonly File[]>();
  readonly marks = new Map<string, RenderMark>();
  readonly writes: string[] = [];
  refuses = false;

  projects = async () => [...this.stored.values()].sort((one, other) => other.savedAt - one.savedAt);
  files = async (id: string) => this.whole.get(id) ?? [];
  mark = async (id: string) => this.marks.get(id) ?? null;
  save = async (project: StoredProject, files?: readonly File[]) => {
    if (files) await this.#write('files', () => this.whole.set(project.id, [...files]));
    await this.#write('project', () => this.stored.set(project.id, project));
  };
  setMark = (id: string, mark: RenderMark | null) =>
    this.#write(mark ? `mark ${mark.fraction}` : 'no mark', () =>
      mark ? this.marks.set(id, mark) : this.marks.delete(id),
    );
  remove = (id: string) => this.#write('remove', () => this.stored.delete(id));

  /** As if they had been stored on an earlier visit. */
  put(...projects: StoredProject[]): void {
    for (const project of projects) this.stored.set(project.id, project);
  }

  async #write(what: string, write: () => unknown): Promise<void> {
    if (this.refuses) throw new DOMException('Full.', 'QuotaExceededError');
    this.writes.push(what);
    write();
  }
}

/** A browser without windows, in which tabs are opened and closed. */
export class FakeBrowser {
  readonly store = new FakeStore();
  /** Projects that a tab has. */
  readonly held = new Set<string>();
  now = 1000;
  /** What happens while a tab waits for another to let go of a project. */
  whileWaiting = async (): Promise<void> => {};

  tab() {
    const announcer = new Announcer();
    const materials = new Materials(announcer);
    const settings = new SettingsState(announcer);
    const [sound, captions, watermark] = [new SoundState(), new CaptionState(), new WatermarkState()];
    const state = new ProjectState({ materials, settings, sound, captions, watermark });
    const hold = async (id: string, waitMs: number) => {
      if (waitMs > 0) await this.whileWaiting();
      return !this.held.has(id) && this.held.add(id) !== undefined;
    };
    const { store } = this;
    const keeper = new ProjectKeeper(state, announcer, { store, locks: { hold }, now: () => this.now });
    return { materials, settings, state, keeper, file: new ProjectFile(state, keeper, announcer) };
  }

  closeAllTabs(): void {
    this.held.clear();
  }
}

export const file = (name: string, size = 1) =>
  new File([new Uint8Array(size)], name, { type: 'text/plain', lastModified: 1 });

/** A project whose only file is a font. */
export const stored = (id: string, savedAt: number, name: string): StoredProject => ({
  id,
  savedAt,
  json: JSON.stringify({ format: 'cliploom-project', version: 1, captionFont: name, settings: { fps: 24 } }),
  files: {
    ...{ clips: [], voiceOver: [], music: null, subtitles: null, watermark: null },
    captionFont: { name, size: 1, lastModified: 1, handle: null },
  },
});
