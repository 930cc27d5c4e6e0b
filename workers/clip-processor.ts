/** The worker behind `ClipProcessor-N`: takes jobs through Comlink and answers with data, errors included. */
import { expose, transfer } from 'comlink';
import { describeThrown, type ErrorReport, RenderError, toRenderError } from '../src/shared/errors';
import type {
  ClipProcessorApi,
  Job,
  JobKind,
  JobReply,
  JobResult,
  LoadRequest,
  OnJobProgress,
} from '../src/shared/protocol';
import { encodeBeginAndCopy } from './copy/encodeBegin';
import { decodeAudio, encodeAudio, measureAudio } from './engines/ffmpeg/audio';
import { encodeClip } from './engines/ffmpeg/clip';
import { decodeClips } from './engines/ffmpeg/clipSounds';
import { saysOutOfMemory } from './engines/ffmpeg/outOfMemory';
import { probe } from './engines/ffmpeg/probe';
import { FFmpegSession } from './engines/ffmpeg/session';
import { encodeClip as encodeClipInBrowser } from './engines/webcodecs/clip';

let session: FFmpegSession | null = null;

const readySession = (): FFmpegSession => {
  if (!session)
    throw new RenderError({ category: 'internal', message: 'A job came before the core was loaded.' });
  return session;
};

const runJob = (job: Job, onProgress: OnJobProgress): Promise<JobResult> => {
  switch (job.kind) {
    case 'encode-clip':
      if (job.rest) return encodeBeginAndCopy(readySession(), job, job.rest, onProgress);
      return job.encoder
        ? encodeClipInBrowser(readySession(), job, job.encoder, onProgress)
        : encodeClip(readySession(), job, onProgress);
    case 'measure-audio':
      return measureAudio(readySession(), job);
    case 'encode-audio':
      return encodeAudio(readySession(), job, onProgress);
    case 'decode-audio':
      return decodeAudio(readySession(), job);
    case 'decode-clips':
      return decodeClips(readySession(), job.clips, () => {});
    case 'probe':
      return probe(readySession(), job);
  }
};

const transferables = (result: JobResult): Transferable[] => ('data' in result ? [result.data] : []);

const failure = (thrown: unknown, message: string): { readonly ok: false; readonly error: ErrorReport } => {
  const category = saysOutOfMemory(describeThrown(thrown)) ? 'out-of-memory' : 'internal';
  return { ok: false, error: toRenderError(thrown, { category, message }).toReport() };
};

const api: ClipProcessorApi = {
  async load(request: LoadRequest) {
    try {
      session = new FFmpegSession(request);
      await session.ready();
      return { ok: true };
    } catch (thrown) {
      return failure(thrown, `The video engine could not be started (${describeThrown(thrown)}).`);
    }
  },

  async run<K extends JobKind>(job: Job<K> & { kind: K }, progress: MessagePort): Promise<JobReply<K>> {
    const onProgress: OnJobProgress = (...counts) => progress.postMessage(counts);
    try {
      const result = await runJob(job, onProgress);
      return transfer({ ok: true, result }, transferables(result)) as JobReply<K>;
    } catch (thrown) {
      return failure(thrown, `“${job.sourceName}” could not be worked on (${describeThrown(thrown)}).`);
    } finally {
      progress.close();
    }
  },
};

expose(api);
