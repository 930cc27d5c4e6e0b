import { fetchFile } from '@ffmpeg/util';
import { RenderError } from '../../../src/shared/errors';
import type {
  ClipJob,
  EncodeAudioJob,
  EncodedAudio,
  EncodedClip,
  MeasureAudioJob,
  MeasuredAudio,
} from '../../../src/shared/jobs';
import type { OnJobProgress } from '../../../src/shared/protocol';
import { AUDIO_SAMPLE_RATE, samples } from '../../../src/shared/units';
import { cutSource } from '../../cut';
import { readEncodedAudio, readEncodedClip } from '../../packets';
import {
  AUDIO_OUTPUT,
  CLIP_OUTPUT,
  type ClipInput,
  clipCommand,
  encodeAudioCommand,
  measureAudioCommand,
} from './commands';
import { type FFmpegSession, MOUNT_POINT, reasonIn, type SourceFiles } from './session';

/** Name of a whole source in the core's file system; its own name may hold anything. */
const WHOLE = 'input';

/**
 * A whole file for ffmpeg. Up to this size it is copied into memory, which is faster; a larger one is mounted, and
 * read piece by piece.
 */
const COPY_UP_TO_BYTES = 64 * 2 ** 20;

const wholeFile = async (source: Blob): Promise<{ path: string; files: SourceFiles }> =>
  source.size <= COPY_UP_TO_BYTES
    ? { path: WHOLE, files: { write: { [WHOLE]: await fetchFile(source) } } }
    : { path: `${MOUNT_POINT}/${WHOLE}`, files: { mount: { name: WHOLE, data: source } } };

/** The file that ffmpeg reads for a clip: its packets alone, or the whole source where only ffmpeg can read it. */
const clipInput = async (job: ClipJob): Promise<{ input: ClipInput; files: SourceFiles }> => {
  if (job.access === 'ffmpeg') {
    const { path, files } = await wholeFile(job.source);
    return { input: { path, inPointSeconds: job.inPointSeconds, seek: true }, files };
  }
  const cut = await cutSource(job.source, job.sourceName, job.inPointSeconds, job.frames / job.fps);
  const path = `cut.${cut.extension}`;
  return {
    input: { path, inPointSeconds: cut.inPointSeconds, seek: false },
    files: { write: { [path]: cut.data } },
  };
};

/** Says of a failed run what it means for the source, as far as the log tells. */
const sourceError = (error: RenderError, sourceName: string): RenderError => {
  const log = error.log ?? [];
  if (error.category !== 'internal') return error;
  const decoder = log.find((line) =>
    /Decoder \(codec \S+\) not found|Decoding requested, but no decoder/.test(line),
  );
  if (decoder) {
    const codec =
      /codec (\S+?)\)|decoder found for: (\S+)/.exec(decoder)?.slice(1).find(Boolean) ?? 'its codec';
    return new RenderError({
      ...error.toReport(),
      category: 'unsupported-codec',
      message: `“${sourceName}” is encoded as ${codec}, which cannot be decoded here. Convert it to H.264 first.`,
    });
  }
  if (
    log.some((line) => /Invalid data found|Error while decoding|could not find codec parameters/i.test(line))
  ) {
    return new RenderError({
      ...error.toReport(),
      category: 'unreadable-source',
      message: `“${sourceName}” cannot be decoded: it is damaged or cut off (${reasonIn(log)}).`,
    });
  }
  return new RenderError({ ...error.toReport(), message: `“${sourceName}”: ${error.message}` });
};

const explain = async <T>(sourceName: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof RenderError ? sourceError(thrown, sourceName) : thrown;
  }
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
