import type { CombineOptions, EngineAnswer, SourceInfo } from '../../render';
import { engine } from './parts';

/** A change counts so much later: sliders and typing change much at once. */
const WAIT_MS = 400;

/** What would make the video that is on the page. */
export interface Question {
  readonly options: CombineOptions;
  /** Of each clip; `null` while it is being read. */
  readonly infos: readonly (SourceInfo | null)[];
}

/** Which engine would make the video, and why, before anyone asks for it. */
export class ExpectedEngine {
  /** `null` while it is not known. */
  answer = $state.raw<EngineAnswer | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** @param question `null`: there is no video to be made now */
  ask(question: Question | null): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    const { length = 0 } = question?.infos.filter((info) => info !== null) ?? [];
    if (!question || length === 0) {
      this.answer = null;
      return;
    }
    this.#timer = setTimeout(() => void this.#find(question, this.#asked), WAIT_MS);
  }

  async #find({ options, infos }: Question, turn: number): Promise<void> {
    try {
      const answer = await (await engine()).expectedEngine(options, infos);
      if (turn === this.#asked) this.answer = answer;
    } catch {
      // The form says what is wrong; the render would say the rest.
      if (turn === this.#asked) this.answer = null;
    }
  }
}
