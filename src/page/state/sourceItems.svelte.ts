import { ClipOwn } from './clipOwn.svelte';
import { limiter } from './limiter';
import { thumbnails } from './parts';
import { type Need, type Reading, readSource } from './reading';

const inTurn = limiter(3);
let lastId = 0;

/** A file that someone added, and what has been found out about it. Reading starts at once. */
abstract class SourceItem {
  readonly id: number;
  readonly file: File;
  reading = $state.raw<Reading>({ status: 'reading' });
  readonly error = $derived(this.reading.status === 'bad' ? this.reading.error : null);
  readonly #abort = new AbortController();

  constructor(file: File, need: Need) {
    lastId += 1;
    this.id = lastId;
    this.file = file;
    void inTurn(() => this.#read(need));
  }

  get name(): string {
    return this.file.name;
  }

  /** Stops reading and gives back what the browser holds for it. */
  dispose(): void {
    this.#abort.abort();
  }

  /** Called once the file turned out to be usable. */
  protected async onReady(_signal: AbortSignal): Promise<void> {}

  async #read(need: Need): Promise<void> {
    const { signal } = this.#abort;
    if (signal.aborted) return;
    const reading = await readSource(this.file, need, signal);
    if (signal.aborted) return;
    this.reading = reading;
    if (reading.status === 'ready') await this.onReady(signal);
  }
}

export class ClipItem extends SourceItem {
  /** Address of a still of it; `null` until there is one, and where the browser cannot make one. */
  thumbnailUrl = $state.raw<string | null>(null);
  readonly own = new ClipOwn(() => (this.reading.status === 'ready' ? this.reading.info.video : null));

  constructor(file: File) {
    super(file, 'picture');
  }

  override dispose(): void {
    super.dispose();
    if (this.thumbnailUrl) URL.revokeObjectURL(this.thumbnailUrl);
  }

  protected override async onReady(signal: AbortSignal): Promise<void> {
    const { thumbnailOf } = await thumbnails();
    const still = await thumbnailOf(this.file, signal);
    if (still && !signal.aborted) this.thumbnailUrl = URL.createObjectURL(still);
  }
}

/** A voice-over or music. */
export class SoundItem extends SourceItem {
  /** Address of the file itself, for listening to it. */
  readonly url: string;

  constructor(file: File, need: 'voice' | 'music') {
    super(file, need);
    this.url = URL.createObjectURL(file);
  }

  override dispose(): void {
    super.dispose();
    URL.revokeObjectURL(this.url);
  }
}
