import { type CliploomSession, openCliploom } from '../scripts/lib/driver';
import type { RenderReport, RenderSettings } from '../scripts/lib/pageRender';
import type { BrowserEngine } from './engines';
import { childrenOfThis, ProcessWatch } from './processWatch';
import { lastRecording, startRecording } from './record/pageRecorder';
import type { Recording } from './record/timeline';
import { jobSettings, type StandardJob } from './standardJob';

/** A render's figures, from the product and from outside. */
export interface Measured {
  readonly report: RenderReport;
  readonly recording: Recording;
  /** Most memory of all processes of its browser, in bytes; 0 where the system does not tell. */
  readonly peakBytes: number;
  /** Processor time of all processes of its browser, in seconds; 0 where the system does not tell. */
  readonly cpuSeconds: number;
  /** What the page's thread did in all, in ms. */
  readonly pageThreadMs: number;
}

type FileRender = Parameters<CliploomSession['renderFiles']>[0];

/** Clips that load and compile what an engine needs. */
const WARMING_CLIPS = 2;

/** An engine in a browser of its own. */
export class OpenEngine implements AsyncDisposable {
  private constructor(
    readonly engine: BrowserEngine,
    readonly session: CliploomSession,
    readonly browser: ReadonlySet<number>,
    readonly taskSeconds: () => Promise<number>,
  ) {}

  /** Engines are opened one after another: a browser is told by the processes that are new. */
  static async open(engine: BrowserEngine): Promise<OpenEngine> {
    const before = childrenOfThis();
    const session = await openCliploom(engine.session);
    const browser = new Set([...childrenOfThis()].filter((child) => !before.has(child)));
    await startRecording(session);
    const devTools = await session.page.context().newCDPSession(session.page);
    await devTools.send('Performance.enable', { timeDomain: 'timeTicks' });
    return new OpenEngine(engine, session, browser, async () => {
      const { metrics } = await devTools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
    });
  }

  /** Renders a few clips, so that the next render finds everything loaded. */
  async warm(job: StandardJob, out: string): Promise<void> {
    await this.render({ ...job, clips: job.clips.slice(0, WARMING_CLIPS) }, out);
  }

  render(job: StandardJob, out: string, more: RenderSettings = {}): Promise<Measured> {
    const { clips, voiceOver } = job;
    return this.renderFiles({ clips, voiceOver, out, settings: { ...jobSettings(job), ...more } });
  }

  /** @throws RenderError, or Error if a clip was left out: its figures would be those of another video */
  async renderFiles(files: FileRender): Promise<Measured> {
    using watch = new ProcessWatch(this.browser);
    const before = await this.taskSeconds();
    const settings = { ...files.settings, ...this.engine.settings };
    const report = await this.session.renderFiles({ ...files, settings });
    const { cpuSeconds } = watch;
    const [problem] = report.problems;
    if (problem) throw new Error(`${this.engine.name}: ${problem.error.message}`);
    return {
      report,
      recording: await lastRecording(this.session),
      peakBytes: watch.peakBytes,
      cpuSeconds,
      pageThreadMs: ((await this.taskSeconds()) - before) * 1000,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.session.close();
  }
}

/** Opens engines, one after another, and closes them all when the work is done. */
export const withEngines = async <T>(
  engines: readonly BrowserEngine[],
  work: (open: readonly OpenEngine[]) => Promise<T>,
): Promise<T> => {
  const open: OpenEngine[] = [];
  try {
    for (const engine of engines) open.push(await OpenEngine.open(engine));
    return await work(open);
  } finally {
    for (const engine of open) await engine[Symbol.asyncDispose]();
  }
};
