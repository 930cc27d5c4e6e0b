import type { Measured } from '../openEngine';
import { laneChart, lineChart } from '../report/charts';
import type { Chart } from '../report/part';
import { busySpans, utilisationOverTime } from './timeline';

const STEPS = 60;

/** What each worker was on in a render. */
export const workersChart = (engine: string, { recording, report }: Measured): Chart => ({
  title: `${engine}: workers over time, ${report.workers} × ${report.threadsPerWorker} (workers × threads)`,
  svg: laneChart(
    busySpans(recording).map(({ lane, clip, fromMs, toMs }) => ({
      ...{ lane, from: fromMs / 1000, to: toMs / 1000 },
      kind: clip === null ? 1 : 0,
      label: clip === null ? 'sound' : String(clip + 1),
    })),
    Array.from({ length: report.workers }, (_, index) => `${index + 1}`),
    ['clip', 'sound'],
    'seconds',
  ),
});

/** Share of the workers that were busy. */
export const utilisationChart = (engine: string, { recording, report }: Measured): Chart => {
  const step = report.wallMs / STEPS / 1000;
  const shares = utilisationOverTime(busySpans(recording), report.workers, report.wallMs, STEPS);
  return {
    title: `${engine}: utilisation of the workers over time`,
    svg: lineChart(
      [{ name: 'busy', points: shares.map((share, index) => [(index + 0.5) * step, share * 100] as const) }],
      'seconds',
      '%',
    ),
  };
};
