import type { CopiedPackets } from '../shared/copying';
import { type ErrorReport, RenderError } from '../shared/errors';
import type { EncodedClip, MeasuredAudio, MixedAudio, PacketEntry } from '../shared/jobs';
import type { SourceInfo } from '../shared/media';
import type { CopierJob, CopierResult, Job, JobReply, JobResult } from '../shared/protocol';

/*
 * What a worker answers is believed only after this: a worker whose memory is damaged may answer anything. Whether
 * packets hold a picture is seen when the finished file is read back.
 */

/** Something that should be a `T`. */
type Supposed<T> = { readonly [K in keyof T]?: unknown };

const isObject = <T>(value: unknown): value is Supposed<T> => typeof value === 'object' && value !== null;

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** Packets lie inside the data, one after the other. */
const arePacketsIn = (packets: unknown, data: unknown): packets is readonly PacketEntry[] => {
  if (!Array.isArray(packets) || !(data instanceof ArrayBuffer)) return false;
  let end = 0;
  return packets.every((packet: unknown) => {
    if (!isObject<PacketEntry>(packet) || packet.offset !== end || !isCount(packet.byteLength)) return false;
    end += packet.byteLength;
    return packet.byteLength > 0 && end <= data.byteLength;
  });
};

const hasCodec = (config: unknown): boolean =>
  isObject<VideoDecoderConfig>(config) && typeof config.codec === 'string';

const areFrames = ({ packets, data }: Supposed<CopiedPackets>, frames: number): boolean =>
  arePacketsIn(packets, data) && packets.length === frames && packets[0]?.key === true;

const isClip = (clip: Supposed<EncodedClip>, frames: number): boolean =>
  hasCodec(clip.decoderConfig) && areFrames(clip, frames);

const isSound = (
  { decoderConfig, packets, data, samples, silent }: Supposed<MixedAudio>,
  wanted: number,
): boolean =>
  hasCodec(decoderConfig) && arePacketsIn(packets, data) && samples === wanted && Array.isArray(silent);

const isInfo = ({ access, durationSeconds, video, audio }: Supposed<SourceInfo>): boolean =>
  typeof access === 'string' &&
  typeof durationSeconds === 'number' &&
  typeof video === 'object' &&
  typeof audio === 'object';

const answersJob = (result: unknown, job: Job): result is JobResult => {
  if (!isObject(result)) return false;
  switch (job.kind) {
    case 'encode-clip':
      return isClip(result, job.frames);
    case 'encode-audio':
      return isSound(result, job.samples);
    case 'measure-audio':
      return isCount((result as Supposed<MeasuredAudio>).samples);
    case 'probe':
      return isInfo(result);
  }
};

const isReport = (error: unknown): error is ErrorReport =>
  isObject<ErrorReport>(error) && typeof error.category === 'string' && typeof error.message === 'string';

const nonsense = ({ sourceName, kind }: Job | CopierJob, detail: string): RenderError =>
  new RenderError({
    category: 'worker-lost',
    message: `The video engine gave a senseless answer about “${sourceName}”.`,
    detail: `${detail} (${kind})`,
  });

/** The result in an answer, or the worker's own error thrown. */
const resultIn = <T>(reply: unknown, job: Job | CopierJob, answers: (result: unknown) => result is T): T => {
  if (!isObject<JobReply & { result: unknown; error: unknown }>(reply)) {
    throw nonsense(job, `The answer is ${typeof reply}`);
  }
  if (reply.ok === true && answers(reply.result)) return reply.result;
  if (reply.ok === false && isReport(reply.error)) throw new RenderError(reply.error);
  throw nonsense(job, 'The answer does not fit the job');
};

/**
 * A worker's result for a job.
 * @throws RenderError the worker's own, or `worker-lost` for an answer that is none
 */
export const resultOf = (reply: unknown, job: Job): JobResult =>
  resultIn(reply, job, (result): result is JobResult => answersJob(result, job));

const answersCopier = (result: unknown, job: CopierJob): result is CopierResult =>
  job.kind === 'inspect'
    ? Array.isArray(result) && result.length === job.spans.length
    : isObject<CopiedPackets>(result) && areFrames(result, job.frames);

/** The same for a worker that copies packets. */
export const copierResultOf = (reply: unknown, job: CopierJob): CopierResult =>
  resultIn(reply, job, (result): result is CopierResult => answersCopier(result, job));
