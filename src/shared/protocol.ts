import type { CopiedPackets, CopyFinding, CopyJob, InspectJob } from './copying';
import type { ErrorReport } from './errors';
import type {
  ClipJob,
  DecodeAudioJob,
  DecodeClipsJob,
  DecodedAudio,
  DecodedClips,
  EncodeAudioJob,
  EncodedClip,
  MeasureAudioJob,
  MeasuredAudio,
  MixedAudio,
  ProbeJob,
} from './jobs';
import type { SourceInfo } from './media';

/** Every kind of job a clip processor takes, with what it answers. The one place that says so. */
interface JobTable {
  'encode-clip': { job: ClipJob; result: EncodedClip };
  'measure-audio': { job: MeasureAudioJob; result: MeasuredAudio };
  'encode-audio': { job: EncodeAudioJob; result: MixedAudio };
  'decode-audio': { job: DecodeAudioJob; result: DecodedAudio };
  'decode-clips': { job: DecodeClipsJob; result: DecodedClips };
  probe: { job: ProbeJob; result: SourceInfo };
}

export type JobKind = keyof JobTable;
export type Job<K extends JobKind = JobKind> = JobTable[K]['job'];
export type JobResult<K extends JobKind = JobKind> = JobTable[K]['result'];

/** What a job answers: errors are data, since an Error loses its fields on the way out of a worker. */
export type JobReply<K extends JobKind = JobKind> =
  | { readonly ok: true; readonly result: JobResult<K> }
  | { readonly ok: false; readonly error: ErrorReport };

/** A core that the page has compiled, once for all workers, and where its parts are served. */
export interface CoreAssets {
  /** `multi-threaded` needs a cross-origin isolated page. */
  readonly kind: 'multi-threaded' | 'single-threaded';
  readonly module: WebAssembly.Module;
  /** Absolute address of the core's script (ES module). */
  readonly scriptUrl: string;
  /** Absolute address of the script its threads start with; only the multi-threaded core has one. */
  readonly threadUrl: string | null;
}

export interface LoadRequest {
  readonly core: CoreAssets;
  /** Encoder threads a job may use; given to FFmpeg explicitly, and what the core's thread pool is sized for. */
  readonly threads: number;
  /** Takes {@link ThreadRequest}s and gives {@link ThreadFault}s; `null` for a core without threads. */
  readonly threadStarter: MessagePort | null;
}

/** What a worker has the page do about its core's threads, which it numbers. */
export type ThreadRequest =
  | { readonly kind: 'start'; readonly id: number; readonly port: MessagePort }
  | { readonly kind: 'end'; readonly id: number };

/** A thread that did not start, or threw. */
export interface ThreadFault {
  readonly id: number;
  readonly message: string;
}

/** The first message to a thread. */
export interface ThreadStart {
  /** Absolute address of the core's script for threads. */
  readonly scriptUrl: string;
  /** To the worker that has the core. */
  readonly port: MessagePort;
}

/** Frames (or, for audio, samples) that are done, out of those planned. */
export type OnJobProgress = (done: number, total: number) => void;

/** What a `ClipProcessor-N` worker exposes through Comlink. One job at a time; the caller sees to that. */
export interface ClipProcessorApi {
  /** Takes the core. Loading it is tried at once, so that a failure shows here and not in the first job. */
  load(
    request: LoadRequest,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly error: ErrorReport }>;
  /** @param progress gets the arguments of {@link OnJobProgress} as messages */
  run<K extends JobKind>(job: Job<K> & { kind: K }, progress: MessagePort): Promise<JobReply<K>>;
}

/** A core's file as a build made it. */
export interface CoreSource {
  /** Absolute. */
  readonly url: string;
  /** Its size compressed, as it travels. */
  readonly packedBytes: number;
  readonly plainBytes: number;
}

/**
 * Why a core could not be had: nothing came, or it broke off; nothing more came, without an end; the server has no such
 * file; or what came is no core.
 */
export type CoreTrouble = 'unreachable' | 'stalled' | 'missing' | 'damaged';

export type CompiledCore =
  | { readonly ok: true; readonly module: WebAssembly.Module }
  | { readonly ok: false; readonly trouble: CoreTrouble; readonly detail: string };

/** What the worker that compiles cores exposes. */
export interface CoreCompilerApi {
  /** @param progress gets messages of two numbers: bytes that have come, and how many there will be */
  compile(source: CoreSource, progress: MessagePort): Promise<CompiledCore>;
}

/** Read what a file is. */
interface HeadersJob {
  readonly kind: 'headers';
  readonly source: Blob;
  readonly sourceName: string;
}

/** Find key frames of a file's video. */
export interface KeyFramesJob {
  readonly kind: 'key-frames';
  readonly source: Blob;
  readonly sourceName: string;
  /** From where to where, in seconds of presentation time. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Where there are many, not all are wanted: one in each so many seconds does. */
  readonly apartSeconds: number;
}

/** What the worker that reads headers takes. */
export type HeaderJob = HeadersJob | KeyFramesJob;

/**
 * What it answers: `headers` are `null` where the container or the codec is not known to mediabunny; ffmpeg may know it.
 * `key-frames` are presentation times in seconds, ascending.
 */
export type HeaderResult<K extends HeaderJob['kind'] = HeaderJob['kind']> = {
  readonly headers: SourceInfo | null;
  readonly 'key-frames': readonly number[];
}[K];

/** What the worker that reads headers exposes. One job at a time; the caller sees to that. */
export interface HeaderReaderApi {
  run(
    job: HeaderJob,
  ): Promise<
    { readonly ok: true; readonly result: HeaderResult } | { readonly ok: false; readonly error: ErrorReport }
  >;
}

/** What the worker that copies packets takes and answers. */
export type CopierJob = InspectJob | CopyJob;
export type CopierResult = readonly CopyFinding[] | CopiedPackets;

/** What a `ClipCopier-N` worker exposes: findings for `inspect`, packets for `copy`. One job at a time. */
export interface ClipCopierApi {
  run(
    job: CopierJob,
  ): Promise<
    { readonly ok: true; readonly result: CopierResult } | { readonly ok: false; readonly error: ErrorReport }
  >;
}
