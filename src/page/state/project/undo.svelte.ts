import { text } from '../../text';
import type { Announcer } from '../announcer.svelte';
import { History } from './history';
import { allFiles } from './projectFiles';
import type { ProjectState, WholeProject } from './projectState.svelte';

/** Changes that follow each other faster are one step: a slider that is moved, a number that is typed. */
const STEP_AFTER_MS = 300;

/** A project with its text, by which it is compared. */
interface Step {
  readonly whole: WholeProject;
  readonly json: string;
}

/** A file that was waited for and came is no step: nobody wants it away again. */
const isSameStep = (before: Step, now: Step): boolean => {
  if (before.json !== now.json) return false;
  const files = allFiles(now.whole.files);
  return allFiles(before.whole.files).every(
    (file, place) => !(file instanceof File && files[place] instanceof File) || file === files[place],
  );
};

/** Undo and redo of all that a project holds. */
export class Undo {
  canUndo = $state(false);
  canRedo = $state(false);
  readonly #state: ProjectState;
  readonly #announcer: Announcer;
  #history: History<Step> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(state: ProjectState, announcer: Announcer) {
    this.#state = state;
    this.#announcer = announcer;
  }

  /**
   * To be called in an effect: notes what has changed, a moment later.
   * @param ready what was stored is on the page; it is where all steps begin
   */
  watch(ready: boolean): void {
    void this.#state.project;
    for (const item of this.#state.materials.all) void item.file;
    if (!ready) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#note(), this.#history ? STEP_AFTER_MS : 0);
  }

  undo(): void {
    this.#note();
    this.#show(this.#history?.undo() ?? null, text.undo.undone);
  }

  redo(): void {
    this.#note();
    this.#show(this.#history?.redo() ?? null, text.undo.redone);
  }

  #note(): void {
    clearTimeout(this.#timer);
    const whole = this.#state.whole();
    const step = { whole, json: JSON.stringify(whole.project) };
    if (this.#history) this.#history.record(step);
    else this.#history = new History(step, isSameStep);
    this.#tell();
  }

  #show(step: Step | null, said: string): void {
    if (step) {
      this.#state.load(step.whole);
      this.#announcer.say(said);
    }
    this.#tell();
  }

  #tell(): void {
    this.canUndo = this.#history?.canUndo ?? false;
    this.canRedo = this.#history?.canRedo ?? false;
  }
}
