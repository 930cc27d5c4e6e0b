import { serializeProject } from '../../../project/serialize';
import type { FileItem } from '../fileItem.svelte';
import { handleOf } from './fileHandles';
import { knownOf, type WaitedFile } from './knownFile';
import { mapFiles } from './projectFiles';
import type { ProjectState } from './projectState.svelte';
import type { ProjectStore, RenderMark } from './projectStore';
import { keptWhole } from './wholeFiles';

const waitedOf = (item: FileItem): WaitedFile => ({
  ...knownOf(item.known),
  handle: (item.file && handleOf(item.file)) ?? item.handle,
});

/** What is stored of a project, and a text that is another one when that is. */
const readyToStore = (state: ProjectState) => {
  const json = serializeProject(state.project);
  const files = mapFiles(state.materials.places, waitedOf);
  const described = mapFiles(files, (one) => ({ ...one, handle: one.handle !== null }));
  return { json, files, signature: JSON.stringify([json, described]) };
};

/** Writes one project into the store: one thing after the other, and only what has changed. */
export class ProjectWriter {
  /** Something of this tab is in the store. */
  hasStored = false;
  readonly #id: string;
  readonly #store: ProjectStore;
  readonly #now: () => number;
  readonly #failed: (thrown: unknown) => void;
  #last: Promise<void> = Promise.resolve();
  #savedProject: string | null = null;
  #savedFiles: readonly File[] = [];

  /** @param failed told of each write that the browser refused */
  constructor(id: string, store: ProjectStore, now: () => number, failed: (thrown: unknown) => void) {
    this.#id = id;
    this.#store = store;
    this.#now = now;
    this.#failed = failed;
  }

  /** Takes these files as stored. */
  hasFiles(files: readonly File[]): void {
    this.#savedFiles = files;
  }

  /** Takes the project as stored: it is worth keeping when it has changed. */
  isAsBefore(state: ProjectState): void {
    this.#savedProject = readyToStore(state).signature;
  }

  /** Stores the project as it is when its turn comes. */
  save(state: ProjectState): Promise<void> {
    return this.#inTurn(() => this.#save(state));
  }

  /** @param mark `null`: no render is under way */
  mark(mark: RenderMark | null): Promise<void> {
    return this.#inTurn(() => this.#store.setMark(this.#id, mark));
  }

  async #save(state: ProjectState): Promise<void> {
    const { json, files, signature } = readyToStore(state);
    if (signature === this.#savedProject) return;
    const whole = keptWhole(mapFiles(state.materials.places, ({ file }) => file));
    const { length } = this.#savedFiles;
    const areOthers = whole.length !== length || whole.some((file) => !this.#savedFiles.includes(file));
    const project = { id: this.#id, savedAt: this.#now(), json, files };
    if (areOthers) {
      // One that was changed on the disk since cannot be kept, nor can any where there is no room; the project can.
      await this.#store.save(project, whole).catch(() => this.#store.save(project, []));
      this.#savedFiles = whole;
    } else {
      await this.#store.save(project);
    }
    this.#savedProject = signature;
    this.hasStored = true;
  }

  #inTurn(write: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(write).catch(this.#failed);
    return this.#last;
  }
}
