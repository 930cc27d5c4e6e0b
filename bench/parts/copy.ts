import { median } from '../../src/pool/median';
import type { BrowserEngine } from '../engines';
import { inMebibytes, times } from '../figures';
import { describeLoad } from '../machine';
import { type Measured, type OpenEngine, withEngines } from '../openEngine';
import type { Part, Table } from '../report/part';
import type { Setup } from '../setup';
import { CLIP_SECONDS, jobSettings, readyJob, type StandardJob } from '../standardJob';

const WEBCODECS: BrowserEngine = { name: 'webcodecs', session: {}, settings: { engine: 'webcodecs' } };
const COPY: BrowserEngine = { name: 'copy', session: {}, settings: { engine: 'copy' } };

/** Sound is encoded by all engines alike: with it, its time is the least there is. */
const SOUNDS = ['silent', 'with a voice-over'] as const;

interface Run {
  readonly engine: string;
  readonly clips: number;
  readonly sound: (typeof SOUNDS)[number];
  readonly measured: Measured;
}

const measure = async (
  { options, folder }: Setup,
  jobs: readonly StandardJob[],
  open: readonly OpenEngine[],
): Promise<Run[]> => {
  const out = folder.file('out.mp4');
  const runs: Run[] = [];
  for (const engine of open) if (jobs[0]) await engine.warm(jobs[0], out);
  for (let round = 1; round <= options.repeats; round += 1) {
    console.log(`Round ${round} of ${options.repeats}, ${describeLoad()}`);
    for (const job of jobs) {
      for (const sound of SOUNDS) {
        const { clips, voiceOver } = job;
        const files = { clips, out, settings: jobSettings(job) };
        for (const one of open) {
          const measured = await one.renderFiles(sound === 'silent' ? files : { ...files, voiceOver });
          const { report } = measured;
          if (report.engine !== one.engine.name) throw new Error(report.engineReason);
          runs.push({ engine: one.engine.name, clips: clips.length, sound, measured });
          console.log(`${clips.length} clips, ${sound}: ${inMs(report.wallMs)}  ${one.engine.name}`);
        }
      }
    }
  }
  return runs;
};

const inMs = (ms: number): string => `${Math.round(ms)} ms`;

const tableFor = (clips: number, runs: readonly Run[]): Table => {
  const medianOf = (engine: BrowserEngine, sound: string, figure: (measured: Measured) => number): number =>
    median(
      runs
        .filter((run) => run.clips === clips && run.engine === engine.name && run.sound === sound)
        .map(({ measured }) => figure(measured)),
    );
  const wall = ({ report }: Measured) => report.wallMs;
  return {
    title: `${clips} clips of ${CLIP_SECONDS} s`,
    columns: ['', 'webcodecs', 'copy', 'ratio', 'longest task, copy', 'peak memory, copy'],
    rows: SOUNDS.map((sound) => {
      const [encoded, copied] = [medianOf(WEBCODECS, sound, wall), medianOf(COPY, sound, wall)];
      const longest = medianOf(COPY, sound, ({ recording }) => recording.longestTaskMs);
      return [
        sound,
        inMs(encoded),
        inMs(copied),
        times(encoded / copied),
        longest > 0 ? inMs(longest) : '< 50 ms',
        inMebibytes(medianOf(COPY, sound, ({ peakBytes }) => peakBytes)),
      ];
    }),
  };
};

/** Copying against the browser's own codecs, on films that need nothing done to them. */
export const benchCopy = async (setup: Setup): Promise<Part> => {
  const { options, sources } = setup;
  const jobs: StandardJob[] = [];
  for (const count of options.clips) jobs.push(await readyJob(sources, count, options.size));
  const runs = await withEngines([WEBCODECS, COPY], (open) => measure(setup, jobs, open));
  const size = jobs[0]?.size;
  return {
    name: 'copy',
    title: 'Copying against the browser’s own codecs',
    notes: [
      `The same films for both: ${size?.width} × ${size?.height}, 30 a second, H.264 without B-frames, a key frame each second; ` +
        `${CLIP_SECONDS} s of each. The whole render with its check, warm, medians of ${options.repeats}, taking turns.`,
    ],
    tables: options.clips.map((clips) => tableFor(clips, runs)),
    charts: [],
    figures: runs,
  };
};
