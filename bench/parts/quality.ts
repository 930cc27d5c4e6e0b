import { run } from '../../scripts/lib/run';
import { QUALITIES } from '../../src/plan/encodingSettings';
import { type BrowserEngine, browserEngines } from '../engines';
import { fitFilters, nativeFfmpeg, renderNatively } from '../native';
import { OpenEngine } from '../openEngine';
import type { Part } from '../report/part';
import type { Setup } from '../setup';
import { FPS, type StandardJob, standardJob } from '../standardJob';

/** Codecs beside H.264 that the browser may encode. */
const OTHER_CODECS = ['vp9', 'av1'] as const;

/** Engines, and the codecs that only the browser has. Of the two ffmpeg engines one is enough: they give the same bytes. */
const encoders = (engines: readonly BrowserEngine[]): BrowserEngine[] => [
  ...engines.slice(1),
  ...OTHER_CODECS.map((codec) => ({ name: `webcodecs, ${codec}`, session: {}, settings: { codec } })),
];

/** Means over all frames. */
interface Quality {
  /** Of luma, 0–1. */
  readonly ssim: number;
  /** 0–100; `null` where this machine's ffmpeg cannot tell. */
  readonly vmaf: number | null;
  /** Bits a second of the pictures. */
  readonly bitrate: number;
}

const hasVmaf = async (): Promise<boolean> => {
  const { stdout } = await run('ffmpeg', ['-hide_banner', '-filters'], {
    timeoutSeconds: 30,
    output: 'capture',
  });
  return stdout.includes(' libvmaf ');
};

/** The source as it should be seen: cut and fitted like in the render, and not encoded. */
const fittedSource = async (job: StandardJob): Promise<string> => {
  const chains = await Promise.all(
    job.clips.map(
      async (clip, index) =>
        `[${index + 1}:v]${await fitFilters(clip, job.size, job.framesPerClip)},format=yuv420p[fitted${index}]`,
    ),
  );
  const inputs = job.clips.map((_, index) => `[fitted${index}]`).join('');
  return `${chains.join(';')};${inputs}concat=n=${job.clips.length},setpts=N/${FPS}/TB`;
};

const comparedWith = async (job: StandardJob, video: string, filter: string): Promise<string> => {
  const inputs = [video, ...job.clips].flatMap((path) => ['-i', path]);
  const graph = `${await fittedSource(job)}[source];[0:v]setpts=N/${FPS}/TB,format=yuv420p[video];[video][source]${filter}`;
  return nativeFfmpeg([...inputs, '-filter_complex', graph, '-an', '-f', 'null', '-']);
};

const figureIn = (log: string, figure: RegExp): number => {
  const found = figure.exec(log)?.[1];
  if (found === undefined) throw new Error(`${figure} is not in: ${log.slice(-500)}`);
  return Number(found);
};

const bitrateOf = async (video: string): Promise<number> => {
  const fields = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=bit_rate'];
  const { stdout } = await run('ffprobe', [...fields, '-of', 'csv=p=0', video], {
    timeoutSeconds: 60,
    output: 'capture',
  });
  return Number(stdout.trim());
};

/** SSIM (and VMAF) and bitrate of each engine's video against the fitted source. */
export const benchQuality = async ({ options, sources, folder }: Setup): Promise<Part> => {
  const job = await standardJob(sources, options.clips[0] ?? 4, options.size);
  const { engines, skipped } = browserEngines();
  const withVmaf = await hasVmaf();
  const qualities: (Quality & { engine: string })[] = [];
  const look = async (engine: string, video: string): Promise<void> => {
    const ssim = figureIn(await comparedWith(job, video, 'ssim'), /SSIM Y:([\d.]+)/);
    const vmaf = withVmaf
      ? figureIn(await comparedWith(job, video, 'libvmaf'), /VMAF score: ([\d.]+)/)
      : null;
    qualities.push({ engine, ssim, vmaf, bitrate: await bitrateOf(video) });
    console.log(`SSIM ${ssim.toFixed(4)}  ${engine}`);
  };

  const native = folder.file('native.mp4');
  await renderNatively(job, folder, native);
  await look('native ffmpeg, x264 veryfast CRF 23', native);
  for (const engine of encoders(engines)) {
    await using open = await OpenEngine.open(engine);
    for (const quality of QUALITIES) {
      const out = folder.file('out.mp4');
      await open.render(job, out, { quality });
      await look(`${engine.name}, ${quality}`, out);
    }
  }
  const reference = qualities[0]?.ssim ?? 0;
  return {
    name: 'quality',
    title: 'Quality',
    notes: [
      `${job.clips.length} clips at ${job.size.width} × ${job.size.height}, against the sources, cut and fitted the same way but not encoded; means over all frames.`,
      ...(withVmaf ? [] : ['VMAF: left out, since this machine’s ffmpeg does not have it.']),
      ...skipped,
    ],
    tables: [
      {
        title: 'Against the fitted source',
        columns: ['', 'SSIM (luma)', 'difference', ...(withVmaf ? ['VMAF'] : []), 'Mbit/s'],
        rows: qualities.map(({ engine, ssim, vmaf, bitrate }) => [
          engine,
          ssim.toFixed(4),
          (ssim - reference).toFixed(4),
          ...(vmaf === null ? [] : [vmaf.toFixed(1)]),
          (bitrate / 1e6).toFixed(2),
        ]),
      },
    ],
    charts: [],
    figures: qualities,
  };
};
