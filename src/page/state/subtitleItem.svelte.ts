import type { ReadSubtitles } from '../../media/subtitles/read';
import type { ErrorReport } from '../../render';
import { text } from '../text';
import { FileItem } from './fileItem.svelte';
import { subtitleReader } from './parts';
import type { WaitedFile } from './project/knownFile';
import { spokenError } from './spoken';

type SubtitleReading =
  | { readonly status: 'reading' }
  | { readonly status: 'ready'; readonly read: ReadSubtitles }
  | { readonly status: 'bad'; readonly error: ErrorReport };

const readFile = async (file: File, encoding: string | null): Promise<SubtitleReading> => {
  try {
    const { readSubtitles } = await subtitleReader();
    return { status: 'ready', read: await readSubtitles(file, { encoding: encoding ?? undefined }) };
  } catch (thrown) {
    return { status: 'bad', error: spokenError(thrown, () => text.create.unexpected) };
  }
};

/** A subtitle file that someone added, and what is in it. Reading starts as soon as it is there. */
export class SubtitleItem extends FileItem {
  /** `null`: guessed. */
  encoding = $state.raw<string | null>(null);
  reading = $state.raw<SubtitleReading>({ status: 'reading' });
  readonly read = $derived(this.reading.status === 'ready' ? this.reading.read : null);
  readonly error = $derived(this.reading.status === 'bad' ? this.reading.error : null);

  /** @param encoding a label that TextDecoder knows; `null`: guessed */
  constructor(source: File | WaitedFile, encoding: string | null = null) {
    super(source);
    this.readAs(encoding);
  }

  override arrive(file: File): void {
    super.arrive(file);
    this.readAs(this.encoding);
  }

  readAs(encoding: string | null): void {
    this.encoding = encoding;
    if (this.file) void this.#read(this.file, encoding);
  }

  async #read(file: File, encoding: string | null): Promise<void> {
    const reading = await readFile(file, encoding);
    // Another encoding may have been chosen meanwhile.
    if (encoding === this.encoding) this.reading = reading;
  }
}
