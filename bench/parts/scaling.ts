import { availableParallelism } from 'node:os';
import { median } from '../../src/pool/median';
import { poolSize } from '../../src/pool/sizing';
import { type BrowserEngine, POOL } from '../engines';
import { inSeconds, percent, times } from '../figures';
import { describeLoad } from '../machine';
import { type Measured, withEngines } from '../openEngine';
import { busySpans, stageTimes } from '../record/timeline';
import { lineChart } from '../report/charts';
import type { Part, Table } from '../report/part';
import type { Setup } from '../setup';
import { type MeasuredJobs, simulateRender } from '../simulation/simulateRender';
import { standardJob } from '../standardJob';

const SIMULATED_CORES = [1, 2, 4, 8, 16];
/** As much as a browser tells of, in GiB. */
const TOLD_MEMORY = 8;

interface PoolShape {
  readonly workers: number;
  readonly threads: number;
}

/**
 * From one worker of one thread to twice as much as the machine has cores, in workers, in threads and in both. A pool is
 * never larger than the clips are many.
 */
const shapesFor = (cores: number, clips: number): PoolShape[] => {
  const shapes: PoolShape[] = [];
  for (let workers = 1; workers <= Math.min(2 * cores, clips); workers *= 2) {
    for (let threads = 1; threads <= 4 && workers * threads <= 2 * cores; threads *= 2) {
      shapes.push({ workers, threads });
    }
  }
  return shapes;
};

const shapeName = ({ workers, threads }: PoolShape): string => `${workers} × ${threads}`;

/** The pool sizes itself by the cores that it sees; it is made to see as many as give this shape. */
const engineOf = (shape: PoolShape): BrowserEngine => ({
  name: shapeName(shape),
  session: { simulateCores: shape.workers * shape.threads },
  settings: { ...POOL.settings, threads: shape.workers },
});

/** What a measured render is made of, for the simulation. */
const jobsOf = ({ report, recording }: Measured): MeasuredJobs => {
  const { reading, finishing, checking } = stageTimes(recording);
  const soundMs = busySpans(recording)
    .filter(({ clip }) => clip === null)
    .reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return {
    soundMs,
    clipMs: report.clips.map(({ encodeMs }) => encodeMs),
    aloneMs: reading + finishing + checking,
  };
};

/** Clips beyond those that were measured take as long as those, in turn. */
const forClips = (jobs: MeasuredJobs, count: number): MeasuredJobs => ({
  ...jobs,
  soundMs: (jobs.soundMs * count) / jobs.clipMs.length,
  aloneMs: (jobs.aloneMs * count) / jobs.clipMs.length,
  clipMs: Array.from({ length: count }, (_, index) => jobs.clipMs[index % jobs.clipMs.length] ?? 0),
});

const simulateCores = async (jobs: MeasuredJobs, clips: number) => {
  const results = [];
  for (const cores of SIMULATED_CORES) {
    const { workers } = poolSize({ cores, memoryGib: TOLD_MEMORY, isolated: true }, clips, null);
    results.push({ clips, cores, workers, ...(await simulateRender(forClips(jobs, clips), workers)) });
  }
  return results;
};

type Simulated = Awaited<ReturnType<typeof simulateCores>>;

const simulatedTable = (clips: number, results: Simulated): Table => ({
  title: `Simulated, not measured: ${clips} clips`,
  columns: ['cores', 'workers', 'time', 'speed-up', 'workers busy'],
  rows: results.map(({ cores, workers, wallMs, utilisation }) => [
    String(cores),
    String(workers),
    inSeconds(wallMs),
    times((results[0]?.wallMs ?? 0) / wallMs),
    percent(utilisation),
  ]),
});

/** Workers × threads on this machine, and the same jobs on machines with more cores by the real scheduler. */
export const benchScaling = async ({ options, sources, folder }: Setup): Promise<Part> => {
  const count = options.clips[Math.min(1, options.clips.length - 1)] ?? 8;
  const job = await standardJob(sources, count, options.size);
  const out = folder.file('out.mp4');
  const shapes = shapesFor(availableParallelism(), count);
  const measured: Measured[][] = shapes.map(() => []);
  await withEngines(shapes.map(engineOf), async (open) => {
    for (const engine of open) await engine.warm(job, out);
    for (let round = 1; round <= options.repeats; round += 1) {
      console.log(`Round ${round} of ${options.repeats}, ${describeLoad()}`);
      for (const [index, engine] of open.entries()) {
        const one = await engine.render(job, out);
        measured[index]!.push(one);
        console.log(`${inSeconds(one.report.wallMs).padStart(9)}  ${engine.engine.name} (workers × threads)`);
      }
    }
  });
  const walls = measured.map((runs) => median(runs.map(({ report }) => report.wallMs)));
  // One worker at work alone: its times are those of a free core, whatever else stands still.
  const jobs = jobsOf(measured[0]!.at(-1)!);
  const simulated: Simulated[] = [];
  for (const clips of options.clips) simulated.push(await simulateCores(jobs, clips));
  return {
    name: 'scaling',
    title: 'Workers, threads, cores',
    notes: [
      `The ffmpeg pool, ${count} clips, warm, medians of ${options.repeats}, taking turns.`,
      'Simulated: the jobs of the last render with one worker, through the product’s scheduler and its choice of pool size, ' +
        'on a clock that jumps. It knows nothing of memory bandwidth, of clocks that fall when all cores work, or of threads inside a clip; ' +
        'what runs alone (reading, finishing, checking) grows with the clips.',
    ],
    tables: [
      {
        title: 'Measured on this machine',
        columns: ['workers × threads', 'time', 'speed-up', 'workers busy'],
        rows: shapes.map((shape, index) => [
          shapeName(shape),
          inSeconds(walls[index] ?? 0),
          times((walls[0] ?? 0) / (walls[index] ?? 1)),
          percent(median(measured[index]!.map(({ report }) => report.metrics.workerUtilisation))),
        ]),
      },
      ...simulated.map((results, index) => simulatedTable(options.clips[index] ?? 0, results)),
    ],
    charts: [
      {
        title: 'Simulated, not measured: speed-up against cores',
        svg: lineChart(
          simulated.map((results) => ({
            name: `${results[0]?.clips} clips`,
            points: results.map(({ cores, wallMs }) => [cores, (results[0]?.wallMs ?? 0) / wallMs] as const),
          })),
          'cores',
          'times as fast as one core',
        ),
      },
    ],
    figures: { shapes, walls, jobs, simulated },
  };
};
