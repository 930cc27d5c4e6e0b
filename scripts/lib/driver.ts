import type { Browser, JSHandle, Page } from 'playwright-core';
import type { ClipOptions } from '../../src/plan/clipSettings';
import type { EngineChoice } from '../../src/plan/runSettings';
import type { WatermarkOptions } from '../../src/plan/watermark';
import type { RenderProgress } from '../../src/render/types';
import { RenderError } from '../../src/shared/errors';
import { type Bounds, within } from './bounded';
import { contextIn, ensureBrowser, launchContext } from './browser';
import { ensureBuilt } from './build';
import type { Chaos } from './chaos';
import { installChaos } from './chaosInPage';
import {
  addFileInput,
  type CliploomGlobals,
  type PageRequest,
  type RenderReport,
  type RenderSettings,
  renderInPage,
} from './pageRender';
import { type PageWatch, watchPage } from './pageWatch';
import { DIST } from './paths';
import { profilePort } from './profile';
import { saveVideo } from './saveVideo';
import { type RunningServer, type ServerOptions, startServer } from './server';
import { simulateCoresLine } from './simulateCores';

export interface SessionOptions {
  /** Let page, workers and threads see a machine with so many cores. Default: what the machine has. */
  readonly simulateCores?: number | undefined;
  /** `false` serves the page without cross-origin isolation: single-threaded core. Default `true`. */
  readonly isolation?: boolean | undefined;
  /** Engine of renders that choose none. Default: `auto`. */
  readonly engine?: EngineChoice | undefined;
  /** Default: the first browser that is found. */
  readonly browserPath?: string | undefined;
  /** An open browser, which stays open when the session is closed. Default: one of the session's own. */
  readonly browser?: Browser | undefined;
  /**
   * Folder in which the browser keeps what the page stores, for the next session with the same one. Default: nothing is
   * kept, and clips are not cached unless a render's settings say so.
   */
  readonly profile?: string | undefined;
  /** Folder of the built page. Default: dist/, built first where needed. */
  readonly dist?: string | undefined;
  /** For tests: the page's workers have faults. */
  readonly chaos?: Chaos | undefined;
  /** Ends the opening with the category `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** A clip with settings of its own. */
export interface ClipFile extends ClipOptions {
  readonly path: string;
}

/** A watermark's picture, where it stands and how it looks. */
interface WatermarkFile extends WatermarkOptions {
  readonly path: string;
}

/** A render of files by their paths. */
export interface FileRender {
  /** Paths of the clips, in the order of the timeline for `sequential`; with them what is different for each. */
  readonly clips: readonly (string | ClipFile)[];
  /** Path of the voice-over, or of several that are spoken in a row. */
  readonly voiceOver?: string | readonly string[] | undefined;
  readonly music?: string | undefined;
  readonly subtitles?: string | undefined;
  /** A font file for them. */
  readonly captionFont?: string | undefined;
  readonly watermark?: WatermarkFile | undefined;
  /** Where the MP4 goes. Untouched when the render fails. */
  readonly out: string;
  readonly settings?: RenderSettings | undefined;
  /** Bound for the whole render. Default 3600. */
  readonly timeoutSeconds?: number | undefined;
  /** Called about four times a second. */
  readonly onProgress?: ((progress: RenderProgress) => void) | undefined;
  /** Ends the waiting with the category `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** The built page in a browser without a window. Stays warm between renders. */
export interface CliploomSession {
  readonly page: Page;
  /**
   * Renders files, one render at a time. After a timeout or a cancel the page is still busy: close the session.
   * @throws RenderError
   */
  renderFiles(request: FileRender): Promise<RenderReport>;
  close(): Promise<void>;
}

const PROGRESS_EVERY_MS = 250;
const READY_SECONDS = 60;
const CLOSE_SECONDS = 10;

/** tsx wraps functions in a helper to keep their names; functions that are sent to the page need it there too. */
const KEEP_NAMES = 'globalThis.__name ??= (target) => target;';

/**
 * Opens the built page in Chromium, the way a person would, and waits until it can render.
 * @throws RenderError
 */
export const openCliploom = async (options: SessionOptions = {}): Promise<CliploomSession> => {
  const { simulateCores, isolation, signal } = options;
  if (options.dist === undefined) await ensureBuilt(signal);
  const { profile, engine } = options;
  const usual = { cache: profile !== undefined, engine };
  const server = await serve({ root: options.dist ?? DIST, simulateCores, isolation }, profile);
  const opened = await openContext(options).catch(async (thrown) => {
    await server.close();
    throw thrown;
  });
  const { browser, context } = opened;
  const close = () => closeAll(opened, server);
  try {
    const page = await context.newPage();
    const watch = watchPage(browser, page);
    await page.addInitScript(KEEP_NAMES);
    if (options.chaos) await page.addInitScript(installChaos, options.chaos);
    if (simulateCores !== undefined) await page.addInitScript(simulateCoresLine(simulateCores));
    await watch.guard(becomeReady(page, watch, server.url), {
      what: 'Loading the page',
      seconds: READY_SECONDS,
      signal,
    });
    return { page, renderFiles: await fileRenderer(page, watch, usual), close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
};

const openContext = async ({ browser, browserPath, profile, signal }: SessionOptions) =>
  browser ? contextIn(browser) : launchContext(await ensureBrowser(browserPath, signal), profile, signal);

/** Serves the page at the address that belongs to the profile, if it is free; else what is stored is not found. */
const serve = async (options: ServerOptions, profile: string | undefined): Promise<RunningServer> => {
  if (profile === undefined) return startServer(options);
  try {
    return await startServer({ ...options, port: profilePort(profile) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return startServer(options);
  }
};

const becomeReady = async (page: Page, watch: PageWatch, url: string): Promise<void> => {
  const timeout = READY_SECONDS * 1000;
  const load = async () => {
    const response = await page.goto(url, { waitUntil: 'load', timeout });
    if (response?.ok() !== true) throw new Error(`${url} was answered with ${response?.status()}`);
    const isReady = () => (globalThis as CliploomGlobals).cliploom !== undefined;
    await page.waitForFunction(isReady, undefined, { timeout });
  };
  await Promise.race([load(), watch.firstError]);
};

const fileRenderer = async (
  page: Page,
  watch: PageWatch,
  usual: RenderSettings,
): Promise<CliploomSession['renderFiles']> => {
  let current: FileRender | null = null;
  await page.exposeFunction('cliploomProgress', (progress: RenderProgress) =>
    current?.onProgress?.(progress),
  );
  // The same ones for all renders: the browser's remote control keeps every input alive that was ever given files.
  const newInput = () => page.evaluateHandle(addFileInput);
  const inputs = new Map<InputName, Awaited<ReturnType<typeof newInput>>>();
  // A page that is loaded again has none of them.
  page.on('domcontentloaded', () => inputs.clear());
  const inputWith: InputWith = async (name, paths) => {
    const input = inputs.get(name) ?? (await newInput());
    inputs.set(name, input);
    await input.setInputFiles([...paths]);
    return input;
  };
  return async (request) => {
    if (current !== null) throw new Error('This session is rendering already.');
    current = request;
    try {
      const { settings: own = {} } = request;
      const settings = { ...own, cache: own.cache ?? usual.cache, engine: own.engine ?? usual.engine };
      return await renderAndSave(page, watch, inputWith, { ...request, settings });
    } finally {
      current = null;
    }
  };
};

type InputName = 'clips' | 'voice' | 'music' | 'subtitles' | 'font' | 'watermark';

/** A file input of the page that holds these files; Chromium opens them itself, by their path. */
type InputWith = (name: InputName, paths: readonly string[]) => Promise<JSHandle<HTMLInputElement>>;

const renderAndSave = async (
  page: Page,
  watch: PageWatch,
  inputWith: InputWith,
  request: FileRender,
): Promise<RenderReport> => {
  const { clips, voiceOver = [], music, subtitles, out, settings = {}, signal } = request;
  const { captionFont, watermark, timeoutSeconds = 3600 } = request;
  const bounds: Bounds = { what: 'The render', seconds: timeoutSeconds, signal };
  const render = async () => {
    const files = clips.map((clip) => (typeof clip === 'string' ? { path: clip } : clip));
    const clipsInput = await inputWith(
      'clips',
      files.map(({ path }) => path),
    );
    const voiceInput = await inputWith('voice', [voiceOver].flat());
    const musicInput = await inputWith('music', music === undefined ? [] : [music]);
    const subtitlesInput = await inputWith('subtitles', subtitles === undefined ? [] : [subtitles]);
    const fontInput = await inputWith('font', captionFont === undefined ? [] : [captionFont]);
    const { path: watermarkPath, ...watermarkOptions } = watermark ?? {};
    const watermarkInput = await inputWith('watermark', watermarkPath === undefined ? [] : [watermarkPath]);
    return page.evaluate(renderInPage, {
      clipsInput,
      clipOptions: files.map(({ path: _, ...options }) => options),
      voiceInput,
      musicInput,
      subtitlesInput,
      fontInput,
      watermarkInput,
      watermarkOptions,
      settings,
      progressEveryMs: PROGRESS_EVERY_MS,
    } satisfies Record<keyof PageRequest, unknown>);
  };
  const outcome = await watch.guard(render(), bounds);
  if (!outcome.ok) throw new RenderError(outcome.error);
  const { report, videoUrl } = outcome;
  await saveVideo(
    page,
    watch,
    { url: videoUrl, bytes: report.output.bytes, out },
    { ...bounds, what: 'Writing the video' },
  );
  return report;
};

const closeAll = async (opened: { close(): Promise<void> }, server: RunningServer): Promise<void> => {
  // A browser that does not answer any more is ended with this process.
  await within(opened.close(), { what: 'Closing the browser', seconds: CLOSE_SECONDS }).catch(
    () => undefined,
  );
  await server.close();
};
