import type { ClipOptions } from '../../src/plan/clipSettings';
import type { WatermarkOptions } from '../../src/plan/watermark';
import type { CombineOptions, CombineResult, RenderProgress } from '../../src/render/types';
import type { ErrorReport } from '../../src/shared/errors';

/** The settings of a render that are plain data. */
export type RenderSettings = Omit<
  CombineOptions,
  | 'clips'
  | 'voiceOver'
  | 'music'
  | 'subtitles'
  | 'captionFont'
  | 'watermark'
  | 'output'
  | 'onProgress'
  | 'onWatchable'
  | 'signal'
>;

/** What is known about a finished render; the video itself goes another way. */
export type RenderReport = Omit<CombineResult, 'blob'>;

/** How a render ended, as data: an error thrown in the page would lose its fields on the way here. */
export type PageOutcome =
  | { readonly ok: true; readonly report: RenderReport; readonly videoUrl: string }
  | { readonly ok: false; readonly error: ErrorReport };

/** Part of the page that the shell uses; `src/page/main.ts` puts it there. */
export interface CliploomGlobals {
  readonly cliploom?: {
    combineVideos(options: CombineOptions): Promise<CombineResult>;
    releaseWorkers(): Promise<void>;
  };
  /** Put there by the driver: takes the progress to the shell. */
  readonly cliploomProgress?: (progress: RenderProgress) => Promise<void>;
}

export interface PageRequest {
  readonly clipsInput: HTMLInputElement;
  /** What is different for each clip, in their order. */
  readonly clipOptions: readonly ClipOptions[];
  readonly voiceInput: HTMLInputElement;
  readonly musicInput: HTMLInputElement;
  readonly subtitlesInput: HTMLInputElement;
  readonly fontInput: HTMLInputElement;
  readonly watermarkInput: HTMLInputElement;
  readonly watermarkOptions: WatermarkOptions;
  readonly settings: RenderSettings;
  /** Least time between two reports of progress. */
  readonly progressEveryMs: number;
}

/** Adds a file input to the page; files that it is given are never copied through the DevTools connection. */
export const addFileInput = (): HTMLInputElement => {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.hidden = true;
  document.body.append(input);
  return input;
};

/** Runs in the page, so it can use nothing from outside itself: renders the files of the inputs. */
export const renderInPage = async (request: PageRequest): Promise<PageOutcome> => {
  const { cliploom, cliploomProgress } = globalThis as CliploomGlobals;
  const { clipsInput, clipOptions, voiceInput, musicInput, subtitlesInput, fontInput } = request;
  const { watermarkInput, watermarkOptions, settings, progressEveryMs } = request;
  const inputs = [clipsInput, voiceInput, musicInput, subtitlesInput, fontInput, watermarkInput];
  let reportedAt = Number.NEGATIVE_INFINITY;
  let latest: RenderProgress | null = null;
  try {
    const watermark = watermarkInput.files?.[0];
    if (cliploom === undefined) throw new Error('The page has no combineVideos any more.');
    const { blob, ...result } = await cliploom.combineVideos({
      ...settings,
      clips: [...(clipsInput.files ?? [])].map((file, index) => ({ file, ...clipOptions[index] })),
      voiceOver: [...(voiceInput.files ?? [])],
      music: musicInput.files?.[0],
      subtitles: subtitlesInput.files?.[0],
      captionFont: fontInput.files?.[0],
      watermark: watermark && { image: watermark, ...watermarkOptions },
      onProgress: (progress) => {
        latest = progress;
        const now = performance.now();
        if (now - reportedAt < progressEveryMs && progress.stage !== 'done') return;
        reportedAt = now;
        cliploomProgress?.(progress)?.catch(() => undefined);
      },
    });
    if (blob === null) throw new Error('The render gave no file.');
    const { engine, engineReason, workers, threadsPerWorker, wallMs, clips, problems } = result;
    const { silentSources, subtitles, metrics, output, log } = result;
    const report = {
      ...{ engine, engineReason, workers, threadsPerWorker, wallMs, clips, problems },
      ...{ silentSources, subtitles, metrics, output, log },
    };
    return { ok: true, report, videoUrl: URL.createObjectURL(blob) };
  } catch (thrown) {
    // With the last of the log, for the report.
    if (latest !== null) await cliploomProgress?.(latest).catch(() => undefined);
    if (thrown instanceof Error && 'toReport' in thrown && typeof thrown.toReport === 'function') {
      return { ok: false, error: thrown.toReport() as ErrorReport };
    }
    const detail = thrown instanceof Error ? (thrown.stack ?? String(thrown)) : String(thrown);
    return {
      ok: false,
      error: { category: 'internal', message: 'The render failed in an unexpected way.', detail },
    };
  } finally {
    for (const input of inputs) input.value = '';
  }
};

/** Runs in the page: hands a blob's address to the browser's downloads. */
export const downloadInPage = (url: string): void => {
  const link = document.createElement('a');
  link.href = url;
  link.download = 'cliploom.mp4';
  link.click();
};
