import { parseProject } from '../../../project/parse';
import type { Project } from '../../../project/project';
import { ENGINES, type EngineName } from '../../../render/options';
import { text } from '../../text';
import type { Announcer } from '../announcer.svelte';
import { reopen } from './fileHandles';
import type { ProjectLocks } from './projectLocks';
import type { ProjectState, WholeProject } from './projectState.svelte';
import type { ProjectStore, RenderMark, StoredProject } from './projectStore';
import { ProjectWriter } from './projectWriter';

/** So long nothing has to change before it is stored: sliders and typing change much at once. */
const SAVE_AFTER_MS = 400;
/** How often a render that goes on is noted. */
const NOTE_EVERY_MS = 1000;
/** A tab that was closed a moment ago may still be ending: so long its project is waited for. */
const WAIT_MS = 10_000;
/** Projects of tabs that were closed; older ones are let go. */
const MOST_PROJECTS = 5;

/** What the keeper needs from outside; a test has others. */
export interface KeeperWorld {
  readonly store: ProjectStore;
  readonly locks: ProjectLocks;
  /** In milliseconds since 1970. */
  now(): number;
}

interface PutAway extends WholeProject {
  /** What it waits for and the browser had kept. */
  readonly atHand: readonly File[];
}

const readProject = ({ json }: StoredProject): Project | null => {
  try {
    return parseProject(json, 'project');
  } catch {
    // From another version; it stays where it is.
    return null;
  }
};

/** Keeps the project from one visit to the next, and knows whether a render was cut off. */
export class ProjectKeeper {
  /** What was stored is looked through; from now on what is on the page is stored. */
  ready = $state(false);
  /** The browser does not allow the page to keep anything. */
  refused = $state(false);
  /** The project on the page is the one of the last visit, and no video was made of it yet. */
  returned = $state(false);
  /** The render that was cut off on the last visit. */
  unfinished = $state.raw<RenderMark | null>(null);
  /** The person wants it to go on, as soon as all files are there. */
  continuing = $state(false);
  /** What was on the page before another project took its place. */
  putAway = $state.raw<PutAway | null>(null);

  readonly #state: ProjectState;
  readonly #announcer: Announcer;
  readonly #world: KeeperWorld;
  #writer: ProjectWriter | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: RenderMark | null = null;

  constructor(state: ProjectState, announcer: Announcer, world: KeeperWorld) {
    this.#state = state;
    this.#announcer = announcer;
    this.#world = world;
  }

  /** Brings back the last project that no other tab has. Never rejects. */
  async open(): Promise<void> {
    try {
      const stored = await this.#likeliestFirst();
      const last = await this.#firstFree(stored);
      if (last) await this.#bringBack(last);
      // On the first visit there may be settings of an earlier version to be kept.
      else await this.#begin(stored.length === 0);
      await this.#letGoOfOld(stored.filter((one) => one !== last));
    } catch {
      this.refused = true;
    }
    this.ready = true;
  }

  /** To be called in an effect: reads all that a project holds, and so runs again when some of it changes. */
  watch(): void {
    void this.#state.project;
    for (const item of this.#state.materials.all) void item.file;
    if (!this.ready && !this.#writer) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
  }

  /** Stores what was not stored yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writer?.save(this.#state);
  }

  /** @returns the engine that began the video that was cut off, and is now made again or continued */
  renderBegins(): EngineName | undefined {
    const now = this.#world.now();
    const stored = this.unfinished?.engine;
    // Another version may know others.
    const begunBy = stored !== undefined && ENGINES.includes(stored) ? stored : undefined;
    this.#running = { startedAt: now, seenAt: now, fraction: 0, engine: begunBy };
    this.unfinished = null;
    this.continuing = false;
    this.returned = false;
    void this.flush();
    void this.#writer?.mark(this.#running);
    return begunBy;
  }

  /** @param engine what makes its clips, as soon as that is known */
  renderIsAt(fraction: number, engine?: EngineName): void {
    const now = this.#world.now();
    if (!this.#running) return;
    const isNews = engine !== undefined && engine !== this.#running.engine;
    if (!isNews && now - this.#running.seenAt < NOTE_EVERY_MS) return;
    this.#running = { ...this.#running, seenAt: now, fraction, engine: engine ?? this.#running.engine };
    void this.#writer?.mark(this.#running);
  }

  async renderEnds(): Promise<void> {
    this.#running = null;
    await this.#writer?.mark(null);
  }

  /** Asks for the files that the browser can find by itself; has to be called from a click. */
  async allow(): Promise<void> {
    await this.#reopenFiles(true);
  }

  /** The video that was cut off goes on as soon as everything is there; has to be called from a click. */
  async continue(): Promise<void> {
    await this.allow();
    this.continuing = true;
  }

  /** The video that was cut off is given up; its project stays. */
  discard(): void {
    this.unfinished = null;
    this.continuing = false;
    void this.#writer?.mark(null);
  }

  /** An empty page; the settings stay, and so does a way back. */
  startAfresh(): void {
    this.#replace(() => this.#state.clear());
    this.#announcer.say(text.project.putAway);
  }

  /** Takes a project in place of the one that is there, to which there is a way back. */
  replaceBy(whole: WholeProject): void {
    const atHand = this.#state.materials.all.flatMap(({ file }) => file ?? []);
    this.#replace(() => this.#state.load(whole));
    this.#state.materials.fill(atHand);
  }

  /** What was put away is on the page again. */
  takeBack(): void {
    const { putAway } = this;
    if (!putAway) return;
    this.putAway = null;
    this.#state.load(putAway);
    this.#state.materials.fill(putAway.atHand);
    this.#announcer.say(text.project.back);
  }

  #replace(change: () => void): void {
    this.putAway = this.#state.isEmpty ? null : { ...this.#state.whole(), atHand: [] };
    this.discard();
    this.returned = false;
    change();
  }

  /** A project whose render was cut off comes before all others, then the latest. */
  async #likeliestFirst(): Promise<readonly StoredProject[]> {
    const stored = await this.#world.store.projects();
    const marks = await Promise.all(stored.map(({ id }) => this.#world.store.mark(id)));
    const cutOff = stored.filter((_, index) => marks[index]);
    return [...new Set([...cutOff, ...stored])];
  }

  async #firstFree([likeliest, ...others]: readonly StoredProject[]): Promise<StoredProject | null> {
    const { locks } = this.#world;
    if (!likeliest || (await locks.hold(likeliest.id, 0))) return likeliest ?? null;
    // Another tab has it, or is just ending: its settings are those of this tab too.
    const project = readProject(likeliest);
    if (project && this.#state.isEmpty) this.#state.loadSettings(project.settings);
    // What is done while it is waited for is stored too.
    await this.#begin();
    void this.flush();
    if (await locks.hold(likeliest.id, WAIT_MS)) return likeliest;
    for (const other of others) if (await locks.hold(other.id, 0)) return other;
    return null;
  }

  /** A project of its own for this tab, unless it has one. */
  async #begin(isWorthKeeping = false): Promise<void> {
    if (this.#writer) return;
    const id = crypto.randomUUID();
    await this.#world.locks.hold(id, 0);
    const writer = this.#writeTo(id);
    if (!isWorthKeeping && this.#state.isEmpty) writer.isAsBefore(this.#state);
  }

  async #bringBack(stored: StoredProject): Promise<void> {
    const project = readProject(stored);
    if (!project) {
      await this.#begin();
      return;
    }
    const { store } = this.#world;
    const [mark, whole] = await Promise.all([store.mark(stored.id), store.files(stored.id)]);
    const last = { project, files: stored.files };
    // Nothing may be waited for between this look and the loading.
    if (!this.#state.isEmpty || this.#writer?.hasStored) {
      // Somebody was quicker: what they added stays, and so does what was stored.
      this.putAway = { ...last, atHand: whole };
      await this.#begin();
      return;
    }
    this.#writeTo(stored.id).hasFiles(whole);
    this.#state.load(last);
    this.#state.materials.fill(whole);
    await this.#reopenFiles(false);
    this.unfinished = mark;
    this.returned = mark === null && !this.#state.isEmpty;
    if (!this.#state.isEmpty) this.#announcer.say(mark ? text.unfinished.heading : text.project.returned);
  }

  #writeTo(id: string): ProjectWriter {
    const { store, now } = this.#world;
    const writer = new ProjectWriter(id, store, now, () => {
      this.refused = true;
    });
    this.#writer = writer;
    return writer;
  }

  async #reopenFiles(ask: boolean): Promise<void> {
    const files: File[] = [];
    // One after the other: a browser asks one question at a time.
    for (const { handle } of this.#state.materials.waiting) {
      const file = handle && (await reopen(handle, ask));
      if (file) files.push(file);
    }
    this.#state.materials.fill(files);
  }

  /** A project that is open in another tab cannot be held, and stays. */
  async #letGoOfOld(others: readonly StoredProject[]): Promise<void> {
    for (const { id } of others.slice(MOST_PROJECTS - 1)) {
      if (await this.#world.locks.hold(id, 0)) await this.#world.store.remove(id);
    }
  }
}
