import { RenderError } from '../../../src/shared/errors';
import type { ClipJob, EncodedClip } from '../../../src/shared/jobs';
import type { OnJobProgress } from '../../../src/shared/protocol';
import { drawPictures } from '../../browserPictures/drawPictures';
import { cutSource } from '../../cut';
import { readEncodedClip } from '../../packets';
import { drawStill } from '../../still';
import { CLIP_OUTPUT, type ClipInput, clipCommand } from './clipCommand';
import { explain } from './failures';
import type { FFmpegSession, SourceFiles } from './session';
import { wholeFile } from './wholeFile';

/** What ffmpeg reads for a clip, and what is left to be done to it. */
interface ReadyClip {
  readonly job: ClipJob;
  readonly input: ClipInput;
  readonly files: SourceFiles;
}

/** Pictures that the browser decodes: at the output's rate, and in part placed already. */
const drawnInput = async (job: ClipJob, drawn: NonNullable<ClipJob['drawn']>): Promise<ReadyClip> => {
  const { motionJpeg, geometry, colours } = await drawPictures({ ...job, ...drawn });
  const { path, files } = await wholeFile(motionJpeg);
  return {
    job: { ...job, geometry, colours, speed: 1 },
    input: { path, inPointSeconds: 0, seek: false, isMotionJpeg: true },
    files,
  };
};

/**
 * The file that ffmpeg reads for a clip: its packets alone, the whole source where only ffmpeg can read it, or what the
 * browser made of it.
 */
const clipInput = async (job: ClipJob): Promise<ReadyClip> => {
  if (job.drawn) return drawnInput(job, job.drawn);
  if (job.access === 'ffmpeg') {
    const { path, files } = await wholeFile(job.source);
    return { job, input: { path, inPointSeconds: job.inPointSeconds, seek: true }, files };
  }
  if (job.still) {
    const path = 'still.png';
    const data = await drawStill(job.source, job.sourceName, job.still);
    return { job, input: { path, inPointSeconds: 0, seek: false }, files: { write: { [path]: data } } };
  }
  const cut = await cutSource(
    job.source,
    job.sourceName,
    job.inPointSeconds,
    (job.frames / job.fps) * job.speed,
  );
  const path = `cut.${cut.extension}`;
  return {
    job,
    input: { path, inPointSeconds: cut.inPointSeconds, seek: false },
    files: { write: { [path]: cut.data } },
  };
};

export const encodeClip = (
  session: FFmpegSession,
  job: ClipJob,
  onProgress: OnJobProgress,
): Promise<EncodedClip> =>
  explain(job.sourceName, async () => {
    // Loading the core and cutting need different things: side by side.
    const [{ job: ready, input, files }] = await Promise.all([clipInput(job), session.ready()]);
    const run = await session.ffmpeg(
      clipCommand(ready, input, session.threads),
      { ...files, read: CLIP_OUTPUT },
      (seconds) => onProgress(Math.min(job.frames, Math.max(0, Math.round(seconds * job.fps))), job.frames),
    );
    const clip = await readEncodedClip(run.output, job.fps);
    if (clip.packets.length !== job.frames) {
      throw new RenderError({
        category: clip.packets.length < job.frames ? 'unreadable-source' : 'wrong-output',
        message:
          `“${job.sourceName}” ends early: ${clip.packets.length} of ${job.frames} frames could be decoded ` +
          `from ${job.inPointSeconds.toFixed(2)} s on. The file is damaged or cut off.`,
        command: ['ffmpeg', ...run.command],
        log: run.log.slice(-50),
      });
    }
    return clip;
  });
