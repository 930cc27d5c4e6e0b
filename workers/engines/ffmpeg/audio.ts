import { RenderError } from '../../../src/shared/errors';
import type { EncodeAudioJob, EncodedAudio, MeasureAudioJob, MeasuredAudio } from '../../../src/shared/jobs';
import type { OnJobProgress } from '../../../src/shared/protocol';
import { AUDIO_SAMPLE_RATE, samples } from '../../../src/shared/units';
import { readEncodedAudio } from '../../packets';
import { AUDIO_OUTPUT, encodeAudioCommand, measureAudioCommand } from './audioCommands';
import { explain } from './failures';
import type { FFmpegSession } from './session';
import { wholeFile } from './wholeFile';

export const measureAudio = (session: FFmpegSession, job: MeasureAudioJob): Promise<MeasuredAudio> =>
  explain(job.sourceName, async () => {
    const { path, files } = await wholeFile(job.source);
    const run = await session.ffmpeg(measureAudioCommand(path), files);
    const counted = run.log.map((line) => /Number of samples: (\d+)/.exec(line)?.[1]).find(Boolean);
    if (!counted || Number(counted) === 0) {
      throw new RenderError({
        category: 'unreadable-source',
        message: `“${job.sourceName}” has no sound in it.`,
      });
    }
    return { samples: samples(Number(counted)) };
  });

export const encodeAudio = (
  session: FFmpegSession,
  job: EncodeAudioJob,
  onProgress: OnJobProgress,
): Promise<EncodedAudio> =>
  explain(job.sourceName, async () => {
    const { path, files } = await wholeFile(job.source);
    const run = await session.ffmpeg(
      encodeAudioCommand(job, path),
      { ...files, read: AUDIO_OUTPUT },
      (seconds) =>
        onProgress(Math.min(job.samples, Math.max(0, Math.round(seconds * AUDIO_SAMPLE_RATE))), job.samples),
    );
    return readEncodedAudio(run.output, job.samples);
  });
