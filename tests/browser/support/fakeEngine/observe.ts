import type { Page } from 'playwright-core';
import { addFileInput, type CliploomGlobals, type RenderSettings } from '../../../../scripts/lib/pageRender';
import type { CombineResult, RenderProgress, RenderStage } from '../../../../src/render';
import type { ErrorReport } from '../../../../src/shared/errors';

/** What is rendered, by files' paths. */
export interface ObservedRender {
  readonly clips: readonly string[];
  readonly voiceOver?: string;
  readonly subtitles?: string;
  readonly settings?: RenderSettings;
  /** Cancels the render at the first report of this stage. */
  readonly cancelAt?: RenderStage;
}

/** All that a page hears of a render. Of the video itself only its type. */
export interface Observed {
  readonly events: readonly RenderProgress[];
  readonly result: (Omit<CombineResult, 'blob'> & { readonly blob: string | null }) | null;
  readonly error: ErrorReport | null;
  /** So many times the page was given what plays finished clips. */
  readonly watchable: number;
}

/** Renders by the engine of this page, whichever that is, and writes down what it says. */
export const observe = async (page: Page, render: ObservedRender): Promise<Observed> => {
  const inputOf = async (...paths: readonly (string | undefined)[]) => {
    const input = await page.evaluateHandle(addFileInput);
    await input.setInputFiles(paths.filter((path) => path !== undefined));
    return input;
  };
  const told = await page.evaluate(
    async ({ clips, voiceOver, subtitles, settings, cancelAt }) => {
      const { cliploom } = globalThis as CliploomGlobals;
      if (!cliploom) throw new Error('The page has no combineVideos.');
      // As text, at once: what comes later must not change what was said before.
      const events: string[] = [];
      const abort = new AbortController();
      let watchable = 0;
      const outcome = await cliploom
        .combineVideos({
          ...settings,
          clips: [...(clips.files ?? [])],
          voiceOver: [...(voiceOver.files ?? [])],
          subtitles: subtitles.files?.[0],
          signal: abort.signal,
          onProgress: (progress) => {
            events.push(JSON.stringify(progress));
            if (progress.stage === cancelAt) abort.abort();
          },
          onWatchable: () => {
            watchable += 1;
          },
        })
        .then(({ blob, ...result }) => ({ result: { ...result, blob: blob?.type ?? null }, error: null }))
        .catch((thrown: { toReport(): ErrorReport }) => ({ result: null, error: thrown.toReport() }));
      return { events, outcome: JSON.stringify(outcome), watchable };
    },
    {
      clips: await inputOf(...render.clips),
      voiceOver: await inputOf(render.voiceOver),
      subtitles: await inputOf(render.subtitles),
      ...{ settings: render.settings, cancelAt: render.cancelAt },
    },
  );
  return {
    ...JSON.parse(told.outcome),
    ...{ events: told.events.map((event) => JSON.parse(event)), watchable: told.watchable },
  };
};

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};

/** Which kinds of values stand at which path; all items of a list have the same one. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

export const shapeOf = (values: readonly unknown[]): Shape => {
  const shape = new Map<string, Set<string>>();
  const add = (path: string, value: unknown): void => {
    const kinds = shape.get(path) ?? new Set();
    shape.set(path, kinds.add(kindOf(value)));
    if (Array.isArray(value)) for (const item of value) add(`${path}[]`, item);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) add(path === '' ? key : `${path}.${key}`, item);
    }
  };
  for (const value of values) add('', value);
  return shape;
};

/** What one shape has and the other has not: `path: kind`. */
export const beyond = (one: Shape, other: Shape): string[] =>
  [...one].flatMap(([path, kinds]) =>
    [...kinds].filter((kind) => !other.get(path)?.has(kind)).map((kind) => `${path}: ${kind}`),
  );
