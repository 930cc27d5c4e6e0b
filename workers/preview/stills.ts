import type { ClipJob, ClipPicture, EncodedClip } from '../../src/shared/jobs';
import type { SceneSlot, StillRequest } from '../../src/shared/preview';
import { stillJob } from './stillJob';

/** Which of a scene's pictures. */
interface Place {
  readonly clip: number;
  readonly part: SceneSlot;
}

const keyOf = ({ clip, part }: Place): string => `${clip} ${part}`;

/** Stills of a scene's pictures that the browser does not play: each is asked for once, and used when it has come. */
export class Stills {
  readonly #ask: (request: StillRequest) => void;
  readonly #asked = new Set<string>();
  readonly #made = new Map<string, EncodedClip>();

  constructor(ask: (request: StillRequest) => void) {
    this.#ask = ask;
  }

  of(place: Place): EncodedClip | null {
    return this.#made.get(keyOf(place)) ?? null;
  }

  ask(place: Place, picture: ClipPicture, { fps }: ClipJob): void {
    const key = keyOf(place);
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    this.#ask({ ...place, job: stillJob(picture, fps) });
  }

  take(place: Place, still: EncodedClip): void {
    this.#made.set(keyOf(place), still);
  }
}
