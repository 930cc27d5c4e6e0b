import type { Peaks } from '../../media/peaks';
import { resolveClipSettings } from '../../plan/clipSettings';
import type { PlanSource } from '../../plan/pieces';
import type { ReadSource } from '../../shared/media';
import { ClipOwn } from './clipOwn.svelte';
import { FileItem } from './fileItem.svelte';
import { limiter } from './limiter';
import { soundPeaks, thumbnails } from './parts';
import type { WaitedFile } from './project/knownFile';
import { type Need, type Reading, readSource } from './reading';

const readInTurn = limiter(3);
/** What can take seconds of ffmpeg's does not keep other files from being read. */
const picturedInTurn = limiter(3);
let lastId = 0;

/** A file that someone added, and what has been found out about it. Reading starts as soon as it is there. */
abstract class SourceItem extends FileItem {
  readonly id: number;
  reading = $state.raw<Reading>({ status: 'reading' });
  readonly error = $derived(this.reading.status === 'bad' ? this.reading.error : null);
  readonly #abort = new AbortController();
  readonly #need: Need;

  constructor(source: File | WaitedFile, need: Need) {
    super(source);
    lastId += 1;
    this.id = lastId;
    this.#need = need;
    if (this.file) this.#start(this.file);
  }

  override arrive(file: File): void {
    super.arrive(file);
    this.#start(file);
  }

  /** Stops reading and gives back what the browser holds for it. */
  override dispose(): void {
    this.#abort.abort();
  }

  /** Called once the file turned out to be usable. */
  protected async onReady(_source: ReadSource, _signal: AbortSignal): Promise<void> {}

  #start(file: File): void {
    void readInTurn(() => this.#read(file));
  }

  async #read(file: File): Promise<void> {
    const { signal } = this.#abort;
    if (signal.aborted) return;
    const reading = await readSource(file, this.#need, signal);
    if (signal.aborted) return;
    this.reading = reading;
    if (reading.status === 'ready') await this.onReady({ file, info: reading.info }, signal);
  }
}

export class ClipItem extends SourceItem {
  /** Address of a still of it; `null` until there is one, and where none can be made. */
  thumbnailUrl = $state.raw<string | null>(null);
  readonly own = new ClipOwn(() => (this.reading.status === 'ready' ? this.reading.info.video : null));
  /** It stays in the list, and is not in the video. */
  excluded = $state(false);
  /** As a plan sees it; `null` while too little is known of it, and where its settings are not possible. */
  readonly forPlan = $derived.by((): Omit<PlanSource, 'index'> | null => {
    const video = this.reading.status === 'ready' ? this.reading.info.video : null;
    return video && this.own.problem === null ? { video, own: resolveClipSettings(this.own.options) } : null;
  });

  constructor(source: File | WaitedFile) {
    super(source, 'picture');
  }

  override dispose(): void {
    super.dispose();
    if (this.thumbnailUrl) URL.revokeObjectURL(this.thumbnailUrl);
  }

  protected override async onReady(source: ReadSource, signal: AbortSignal): Promise<void> {
    void picturedInTurn(async () => {
      if (signal.aborted) return;
      const { thumbnailOf } = await thumbnails();
      const still = await thumbnailOf(source, signal);
      if (still && !signal.aborted) this.thumbnailUrl = URL.createObjectURL(still);
    });
  }
}

/** A voice-over or music. */
export class SoundItem extends SourceItem {
  /** Address of the file itself, for listening to it; `null` while it is waited for. */
  url = $state.raw<string | null>(null);
  /** What it looks like, as far as it was read; `null` before, and where the browser cannot decode it. */
  peaks = $state.raw<Peaks | null>(null);

  constructor(source: File | WaitedFile, need: 'voice' | 'music') {
    super(source, need);
    if (this.file) this.url = URL.createObjectURL(this.file);
  }

  protected override async onReady({ file, info }: ReadSource, signal: AbortSignal): Promise<void> {
    const { peaksOf } = await soundPeaks();
    await peaksOf(
      file,
      info.durationSeconds,
      (peaks) => {
        this.peaks = peaks;
      },
      signal,
    );
  }

  override arrive(file: File): void {
    super.arrive(file);
    this.url = URL.createObjectURL(file);
  }

  override dispose(): void {
    super.dispose();
    if (this.url) URL.revokeObjectURL(this.url);
  }
}
