import { text } from '../text';
import type { Materials } from './materials.svelte';

interface SampleList {
  readonly clips: readonly string[];
  readonly voiceOver: string | null;
}

/** Has words for the person. */
class SamplesError extends Error {
  /** @param reason in the language of the moment */
  constructor(readonly reason: () => string) {
    super(reason());
  }
}

/** The samples are a few megabytes together; this is what a slow connection may take for them. */
const LONGEST_MS = 120_000;

/** Whatever a browser throws by itself comes from the connection, and is in no language of the page. */
const reasonOf = (thrown: unknown): string =>
  thrown instanceof SamplesError ? thrown.reason() : text.drop.samplesUnreachable;

const parseList = (data: unknown): SampleList => {
  const { clips, voiceOver } = (data ?? {}) as { clips?: unknown; voiceOver?: unknown };
  if (!Array.isArray(clips) || !clips.every((name) => typeof name === 'string')) {
    throw new SamplesError(() => text.drop.samplesMalformed);
  }
  return { clips, voiceOver: typeof voiceOver === 'string' ? voiceOver : null };
};

const fetchSample = async (name: string): Promise<Response> => {
  const response = await fetch(new URL(`samples/${name}`, document.baseURI), {
    signal: AbortSignal.timeout(LONGEST_MS),
  });
  if (!response.ok) throw new SamplesError(() => text.drop.samplesMissing(name, response.status));
  return response;
};

const fetchList = async (): Promise<SampleList> => {
  const response = await fetchSample('samples.json');
  // A host that answers every unknown address with its start page sends HTML here.
  return parseList(await response.json().catch(() => null));
};

const fetchFile = async (name: string): Promise<File> => {
  const blob = await (await fetchSample(name)).blob();
  // The same each time, so that a project knows it again.
  return new File([blob], name, { type: blob.type, lastModified: 0 });
};

/** The clips to try the page with, fetched when somebody asks for them. */
export class Samples {
  loading = $state(false);
  #failure = $state.raw<{ readonly thrown: unknown } | null>(null);
  readonly problem = $derived(this.#failure && text.drop.samplesFailed(reasonOf(this.#failure.thrown)));
  readonly #materials: Materials;

  constructor(materials: Materials) {
    this.#materials = materials;
  }

  /** Adds the samples. A voice-over that is already there stays. */
  async load(): Promise<void> {
    if (this.loading) return;
    this.loading = true;
    this.#failure = null;
    try {
      const list = await fetchList();
      const voiceOverName = this.#materials.voiceOvers.length > 0 ? null : list.voiceOver;
      const [clips, voiceOver] = await Promise.all([
        Promise.all(list.clips.map(fetchFile)),
        voiceOverName ? fetchFile(voiceOverName) : null,
      ]);
      this.#materials.addClips(clips);
      if (voiceOver) this.#materials.addVoiceOvers([voiceOver]);
    } catch (thrown) {
      this.#failure = { thrown };
    } finally {
      this.loading = false;
    }
  }
}
