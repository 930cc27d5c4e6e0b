import { RenderError } from '../../../src/shared/errors';
import type { ClipJob, EncodedClip } from '../../../src/shared/jobs';
import type { OnJobProgress } from '../../../src/shared/protocol';
import { cutSource } from '../../cut';
import { readEncodedClip } from '../../packets';
import { drawStill } from '../../still';
import { CLIP_OUTPUT, type ClipInput, clipCommand } from './clipCommand';
import { explain } from './failures';
import type { FFmpegSession, SourceFiles } from './session';
import { wholeFile } from './wholeFile';

/** The file that ffmpeg reads for a clip: its packets alone, or the whole source where only ffmpeg can read it. */
const clipInput = async (job: ClipJob): Promise<{ input: ClipInput; files: SourceFiles }> => {
  if (job.access === 'ffmpeg') {
    const { path, files } = await wholeFile(job.source);
    return { input: { path, inPointSeconds: job.inPointSeconds, seek: true }, files };
  }
  if (job.still) {
    const path = 'still.png';
    const data = await drawStill(job.source, job.sourceName, job.still);
    return { input: { path, inPointSeconds: 0, seek: false }, files: { write: { [path]: data } } };
  }
  const cut = await cutSource(
    job.source,
    job.sourceName,
    job.inPointSeconds,
    (job.frames / job.fps) * job.speed,
  );
  const path = `cut.${cut.extension}`;
  return {
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
    const [{ input, files }] = await Promise.all([clipInput(job), session.ready()]);
    const run = await session.ffmpeg(
      clipCommand(job, input, session.threads),
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
