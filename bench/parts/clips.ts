import { median } from '../../src/pool/median';
import { browserEngines } from '../engines';
import { cores, inMebibytes, inSeconds, percent, times } from '../figures';
import { describeLoad } from '../machine';
import { renderNatively } from '../native';
import { type Measured, type OpenEngine, withEngines } from '../openEngine';
import { utilisationChart, workersChart } from '../record/recordingCharts';
import { busySpans, utilisationWhileWaiting } from '../record/timeline';
import { lineChart } from '../report/charts';
import type { Part, Table } from '../report/part';
import type { Setup } from '../setup';
import { CLIP_SECONDS, type StandardJob, standardJob } from '../standardJob';

const NATIVE = 'native ffmpeg, one process a core';

/** One render's figures. */
interface Run {
  readonly wallMs: number;
  readonly peakBytes: number;
  readonly cpuSeconds: number;
  /** `null` for native ffmpeg, which has no workers to look at. */
  readonly measured: Measured | null;
}

/** What an engine needed for so many clips. */
interface Outcome {
  readonly engine: string;
  readonly clips: number;
  readonly runs: readonly Run[];
}

const medianOf = ({ runs }: Outcome, figure: (run: Run) => number): number => median(runs.map(figure));
const wallOf = (outcome: Outcome): number => medianOf(outcome, ({ wallMs }) => wallMs);

/** Engines take turns for each number of clips, so that whatever else the machine does meets all alike. */
const measure = async (
  { options, folder }: Setup,
  jobs: readonly [StandardJob, ...StandardJob[]],
  open: readonly OpenEngine[],
): Promise<Outcome[]> => {
  const out = folder.file('out.mp4');
  for (const engine of open) await engine.warm(jobs[0], out);
  const outcomes: (Outcome & { readonly runs: Run[] })[] = [];
  const keep = (engine: string, clips: number, run: Run): void => {
    const known = outcomes.find((one) => one.engine === engine && one.clips === clips);
    if (known) known.runs.push(run);
    else outcomes.push({ engine, clips, runs: [run] });
    console.log(`${String(clips).padStart(3)} clips ${inSeconds(run.wallMs).padStart(9)}  ${engine}`);
  };
  for (let round = 1; round <= options.repeats; round += 1) {
    console.log(`Round ${round} of ${options.repeats}, ${describeLoad()}`);
    for (const job of jobs) {
      for (const one of open) {
        const measured = await one.render(job, out);
        const { peakBytes, cpuSeconds, report } = measured;
        keep(one.engine.name, job.clips.length, { wallMs: report.wallMs, peakBytes, cpuSeconds, measured });
      }
      keep(NATIVE, job.clips.length, { ...(await renderNatively(job, folder, out)), measured: null });
    }
  }
  return outcomes;
};

const whileWaiting = ({ recording, report }: Measured): number =>
  utilisationWhileWaiting(busySpans(recording), report.workers);

const tableFor = (clips: number, outcomes: readonly Outcome[]): Table => {
  const rows = outcomes.filter((outcome) => outcome.clips === clips);
  const slowest = rows[0] ? wallOf(rows[0]) : 0;
  return {
    title: `${clips} clips of ${CLIP_SECONDS} s`,
    columns: [
      '',
      'time',
      'speed-up',
      'time saved',
      'workers busy',
      'while clips wait',
      'cores used',
      'page’s thread',
      'longest task',
      'peak memory',
    ],
    rows: rows.map((outcome) => {
      const wall = wallOf(outcome);
      const ofMeasured = (figure: (measured: Measured) => number, show: (value: number) => string): string =>
        outcome.runs.every(({ measured }) => measured === null)
          ? '–'
          : show(medianOf(outcome, ({ measured }) => (measured ? figure(measured) : 0)));
      return [
        outcome.engine,
        inSeconds(wall),
        times(slowest / wall),
        percent(1 - wall / slowest),
        ofMeasured(({ report }) => report.metrics.workerUtilisation, percent),
        ofMeasured(whileWaiting, percent),
        cores(medianOf(outcome, ({ cpuSeconds, wallMs }) => (cpuSeconds * 1000) / wallMs)),
        ofMeasured(({ pageThreadMs, report }) => pageThreadMs / report.wallMs, percent),
        ofMeasured(
          ({ recording }) => recording.longestTaskMs,
          (ms) => (ms > 0 ? `${Math.round(ms)} ms` : '< 50 ms'),
        ),
        inMebibytes(medianOf(outcome, ({ peakBytes }) => peakBytes)),
      ];
    }),
  };
};

/**
 * Clips 4, 8, 16, 32: one at a time on one single-threaded instance, the pool, whatever other engines this build has, and
 * native ffmpeg as the limit. All warm, each in a browser of its own.
 */
export const benchClips = async (setup: Setup): Promise<Part> => {
  const { options, sources } = setup;
  const { engines, skipped } = browserEngines();
  const [fewest = 1, ...others] = options.clips;
  const jobs: [StandardJob, ...StandardJob[]] = [await standardJob(sources, fewest, options.size)];
  for (const count of others) jobs.push(await standardJob(sources, count, options.size));
  const [{ size }] = jobs;
  for (const line of skipped) console.log(line);
  const outcomes = await withEngines(engines, (open) => measure(setup, jobs, open));
  const names = [...new Set(outcomes.map(({ engine }) => engine))];
  const most = options.clips.at(-1);
  const pooled = outcomes.filter(({ engine, clips }) => clips === most && engine !== engines[0]?.name);
  return {
    name: 'clips',
    title: 'Engines against the number of clips',
    notes: [
      `1080p30 sources into ${size.width} × ${size.height}, cover, ${CLIP_SECONDS} s a clip, with a voice-over; ` +
        `the whole render with its check, warm, medians of ${options.repeats}, taking turns.`,
      'Workers busy: on clips, out of the time in which there were any, as the product tells. While clips wait: on clips and sound, ' +
        'until the last clip was begun, from reports ten times a second. Cores used: processor time of all processes, out of the whole time. Page’s thread: all that it did, out of the whole time, so more than joining alone.',
      'Peak memory: all processes of the browser (PSS), looked at every three seconds.',
      ...skipped,
    ],
    tables: options.clips.map((clips) => tableFor(clips, outcomes)),
    charts: [
      {
        title: 'Time against clips',
        svg: lineChart(
          names.map((name) => ({
            name,
            points: outcomes
              .filter(({ engine }) => engine === name)
              .map((outcome) => [outcome.clips, wallOf(outcome) / 1000] as const),
          })),
          'clips',
          'seconds',
        ),
      },
      ...pooled.flatMap(({ engine, runs }) => {
        const measured = runs.at(-1)?.measured;
        return measured ? [workersChart(engine, measured), utilisationChart(engine, measured)] : [];
      }),
    ],
    figures: outcomes,
  };
};
