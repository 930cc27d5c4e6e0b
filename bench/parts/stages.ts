import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { cutSource } from '../../workers/cut';
import { browserEngines } from '../engines';
import { inSeconds, percent } from '../figures';
import { fitFilters, nativeFfmpeg } from '../native';
import { type Measured, OpenEngine } from '../openEngine';
import { stageTimes } from '../record/timeline';
import { barChart } from '../report/charts';
import type { Part } from '../report/part';
import type { Setup } from '../setup';
import { CLIP_SECONDS, type StandardJob, standardJob } from '../standardJob';

const STAGES = ['reading', 'encoding', 'finishing', 'checking'] as const;
const STEPS = ['cut', 'decode', 'fit', 'encode'] as const;

interface Stages {
  readonly name: string;
  /** From the page's address to a page that can render; 0 for a warm one. */
  readonly pageMs: number;
  readonly wallMs: number;
  readonly times: readonly number[];
  readonly measured: Measured;
}

/** The first video after opening the page, and the same again in the same page. */
const coldAndWarm = async (
  job: StandardJob,
  out: string,
): Promise<{ stages: Stages[]; skipped: string[] }> => {
  const { engines, skipped } = browserEngines();
  const stages: Stages[] = [];
  for (const engine of engines) {
    await using open = await OpenEngine.open(engine);
    const pageMs = await open.session.page.evaluate(
      () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).loadEventEnd,
    );
    for (const kind of ['first', 'again'] as const) {
      const measured = await open.render(job, out);
      const times = stageTimes(measured.recording);
      stages.push({
        name: `${engine.name}, ${kind}`,
        pageMs: kind === 'first' ? pageMs : 0,
        wallMs: measured.report.wallMs,
        times: STAGES.map((stage) => times[stage]),
        measured,
      });
      console.log(`${inSeconds(measured.report.wallMs).padStart(9)}  ${engine.name}, ${kind}`);
    }
  }
  return { stages, skipped };
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

/**
 * What is inside a clip's encode. A worker does not tell, so it is measured beside it: the product's own cut (in Node), and
 * native ffmpeg on one thread decoding, decoding and fitting, and all of it; steps are differences.
 */
const insideAnEncode = async (job: StandardJob): Promise<number[]> => {
  const sums = STEPS.map(() => 0);
  for (const clip of job.clips) {
    const blob = await openAsBlob(clip);
    const cut = await timed(() => cutSource(blob, basename(clip), 0, CLIP_SECONDS));
    const filters = await fitFilters(clip, job.size, job.framesPerClip);
    const input = ['-threads', '1', '-filter_threads', '1', '-i', clip, '-an'];
    const frames = ['-frames:v', String(job.framesPerClip)];
    const nothing = ['-f', 'null', '-'];
    const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-threads', '1', '-bf', '0'];
    const decode = await timed(() => nativeFfmpeg([...input, ...frames, ...nothing]));
    const fit = await timed(() => nativeFfmpeg([...input, '-vf', filters, ...frames, ...nothing]));
    const all = await timed(() => nativeFfmpeg([...input, '-vf', filters, ...frames, ...x264, ...nothing]));
    const steps = [cut, decode, Math.max(0, fit - decode), Math.max(0, all - fit)];
    for (const [step, ms] of steps.entries()) sums[step]! += ms;
  }
  return sums;
};

/** What the time goes into: stages of a render as a person waits for them, cold and warm, and steps of a clip's encode. */
export const benchStages = async ({ options, sources, folder }: Setup): Promise<Part> => {
  const job = await standardJob(sources, options.clips[0] ?? 4, options.size);
  const { stages, skipped } = await coldAndWarm(job, folder.file('out.mp4'));
  const steps = await insideAnEncode(job);
  const stepSum = steps.reduce((sum, ms) => sum + ms, 0);
  return {
    name: 'stages',
    title: 'Stages',
    notes: [
      `${job.clips.length} clips at ${job.size.width} × ${job.size.height}, one render each. Reading: headers (probe) and the voice-over’s length, ` +
        'and in the first render the core’s download and compilation (load). Joining goes on beside encoding; finishing is what is left of it. ' +
        'Checking reads the finished file back (verify). The product reports ten times a second.',
      'Page’s thread: all that it did in the render, joining (assemble), checking and showing progress together.',
      ...skipped,
    ],
    tables: [
      {
        title: 'As a person waits',
        columns: ['', 'open the page', ...STAGES, 'whole render', 'from nothing', 'page’s thread'],
        rows: stages.map(({ name, pageMs, wallMs, times, measured }) => [
          name,
          pageMs > 0 ? inSeconds(pageMs) : '–',
          ...times.map(inSeconds),
          inSeconds(wallMs),
          inSeconds(pageMs + wallMs),
          `${Math.round(measured.pageThreadMs)} ms`,
        ]),
      },
      {
        title:
          'Inside the clips’ encodes: the product’s cut in Node, the rest by native ffmpeg on one thread',
        columns: [...STEPS],
        rows: [steps.map(inSeconds), steps.map((ms) => percent(ms / stepSum))],
      },
    ],
    charts: [
      {
        title: 'Share of each stage, first render and again',
        svg: barChart(
          stages.map(({ name, pageMs, times }) => ({
            name,
            values: [pageMs, ...times].map((ms) => ms / 1000),
          })),
          ['open the page', ...STAGES],
          'seconds',
        ),
      },
      {
        title: 'Share of each step inside the clips’ encodes (native)',
        svg: barChart([{ name: 'all clips', values: steps.map((ms) => ms / 1000) }], [...STEPS], 'seconds'),
      },
    ],
    figures: { stages, steps },
  };
};
