import type { SubtitleProblem } from '../media/subtitles/problems';
import type { SubtitleFormat } from '../media/subtitles/read';
import type { CaptionOptions } from '../plan/captionStyle';
import type { ClipOptions } from '../plan/clipSettings';
import type { EncodingOptions } from '../plan/encodingSettings';
import type { EngineName, RunOptions } from '../plan/runSettings';
import type { PlanOptions, PlanSettings } from '../plan/settings';
import type { SoundOptions } from '../plan/sound';
import type { SubtitleOptions } from '../plan/subtitleSettings';
import type { WatermarkOptions } from '../plan/watermark';
import type { PoolMetrics } from '../pool/metrics';
import type { PoolEventKind } from '../pool/types';
import type { SubtitleCue } from '../shared/captions';
import type { Encoding } from '../shared/encoding';
import type { ErrorReport } from '../shared/errors';
import type { SoundSettings } from '../shared/sound';
import type { EngineDownload } from './coreDownloads';

/** A clip with settings of its own. */
export interface ClipInput extends ClipOptions {
  readonly file: File;
}

/** A watermark's picture, where it stands and how it looks. */
export interface WatermarkInput extends WatermarkOptions {
  readonly image: File;
}

/** What is kept on this browser's disk. It is no part of a project: the video is the same to the byte. */
export interface CacheOptions {
  /**
   * Whether encoded clips are kept on the browser's disk for the next render, and clips of earlier ones used. Default
   * `true`.
   */
  readonly cache?: boolean | undefined;
  /** Most bytes that clips of all renders may take there. Default: a fifth of the browser's quota, 4 GiB at most. */
  readonly cacheLimitBytes?: number | undefined;
  /**
   * The engine that made the first part of a video that was cut off: `auto` takes it again if it works, so that nothing is
   * encoded twice. `RenderProgress.engine` tells it. Left out: what is kept of earlier renders is taken into account, and
   * what is fastest.
   */
  readonly begunBy?: EngineName | undefined;
  /**
   * Most bytes of memory that clips in flight may take together: what is read of them and what comes out, without the
   * workers themselves. A clip that needs more is made alone. Default: what the machine has to spare.
   */
  readonly memoryLimitBytes?: number | undefined;
}

export interface CombineOptions
  extends PlanOptions,
    SoundOptions,
    SubtitleOptions,
    EncodingOptions,
    RunOptions,
    CacheOptions {
  /** Videos and pictures, in the order of the timeline for `sequential`. At least one. */
  readonly clips: readonly (File | ClipInput)[];
  /**
   * The spoken track, or several that are spoken in a row, `voiceGap` apart; their length is the video's. Left out, or
   * an empty list: the video is as long as its clips.
   */
  readonly voiceOver?: File | readonly File[] | undefined;
  /** Music for the whole video, again from `musicStart` on when it has ended. Left out: none. */
  readonly music?: File | undefined;
  /** An SRT, WebVTT or ASS file: when what is read in the video. Left out: no subtitles. */
  readonly subtitles?: File | undefined;
  /** How they are drawn. */
  readonly captionStyle?: CaptionOptions | undefined;
  /** A font file (TTF, OTF, WOFF, WOFF2) for them, before `captionStyle.font`. */
  readonly captionFont?: File | undefined;
  /** A picture that lies over the whole video in a corner. Left out: none. */
  readonly watermark?: WatermarkInput | undefined;
  /**
   * Where to write the video as it grows, for example what `FileSystemFileHandle.createWritable()` gives. The result
   * then has no `blob`. It is closed when the video is complete and checked, and aborted otherwise. `readBack` gives
   * the written file for checking.
   */
  readonly output?: OutputFile | undefined;
  /** Called often (several times a second) while it runs. What it throws is ignored. */
  readonly onProgress?: ((progress: RenderProgress) => void) | undefined;
  /**
   * Called when clips begin to be made, and once more where another engine makes all of them again: with what shows those
   * that are finished (`ClipProgress.part`) while the others are made. It costs nothing until it is used.
   */
  readonly onWatchable?: ((watch: WatchPart) => void) | undefined;
  /** Aborting it stops everything at once: the promise rejects with the category `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** A file that the video is written into while it is made. */
export interface OutputFile {
  readonly writable: FileSystemWritableFileStream;
  /** The file's content after the writable was closed. */
  readonly readBack: () => Promise<Blob>;
}

/** Something that happened to a clip, to a worker or to the render. */
export interface LogEvent {
  /** In ms since the render's begin. */
  readonly time: number;
  readonly worker: string | null;
  /** What it is about, for people: a file's name. */
  readonly clip: string | null;
  /** Its place on the timeline; `null` for everything but clips. */
  readonly place: number | null;
  /** `engine`: from here on clips are made by it. `left-out`: a source or clip is not in the video. `forgotten`: the log was longer than is kept. */
  readonly event: PoolEventKind | 'stage' | 'engine' | 'left-out' | 'forgotten';
  /** What there is to say of it, or an empty text. */
  readonly detail: string;
}

/** An engine, and why it is this one. */
export interface EngineAnswer {
  readonly name: EngineName;
  /** A sentence for a person. */
  readonly reason: string;
}

/** What a render is doing. The stages overlap: `stage` is the one that the person waits for. */
export type RenderStage = 'reading' | 'encoding' | 'finishing' | 'checking' | 'done';

/** A worker and what it is on; `null` where it has nothing to do. */
export interface WorkerLane {
  /** `ClipProcessor-1`, `ClipProcessor-2`, … */
  readonly name: string;
  readonly state: 'starting' | 'idle' | 'busy';
  /** What it works on, for people: a file's name. */
  readonly label: string | null;
  /** Place on the timeline of the clip it works on; `null` for the voice-over and probes. */
  readonly clipIndex: number | null;
  /** 0–1 of that job. */
  readonly fraction: number;
}

/** A clip on the timeline as it stands. What is shown for long in one go is several clips, encoded side by side. */
export interface ClipProgress {
  /** Name of the source file; two files can have the same. Of a transition between two clips: of the one that comes. */
  readonly source: string;
  /** Its place in `CombineOptions.clips`. */
  readonly sourceIndex: number;
  /** Name of the file that goes, in a transition between two clips; `null` for a clip. */
  readonly transitionFrom: string | null;
  readonly frames: number;
  readonly status: 'waiting' | 'encoding' | 'encoded' | 'joined';
  /** It did not have to be encoded: an earlier render had. */
  readonly cached: boolean;
  /** 0–1 */
  readonly fraction: number;
  /** What `WatchPart` takes to show it; `null` while there is nothing to be seen. */
  readonly part: ClipPart | null;
}

/** Names a clip that is finished while others are not. */
export interface ClipPart {
  /** Its place on the timeline. */
  readonly place: number;
  /** Which encode stood there. */
  readonly encode: number;
}

/** A finished part of a video that is being made. */
export interface WatchedPart {
  /** A file of this part alone: the packets that are in the video, neither decoded nor encoded. */
  readonly blob: Blob;
  /** `later`: the video's sound is not encoded yet. `none`: the video has none. */
  readonly sound: 'there' | 'later' | 'none';
}

/** Makes a file of one finished part. It is made in memory; `null`: the part cannot be read, or is another one by now. */
export type WatchPart = (part: ClipPart) => Promise<WatchedPart | null>;

export interface RenderProgress {
  readonly stage: RenderStage;
  /** 0–1 of the whole, never backwards; counted in frames that are done. */
  readonly fraction: number;
  /** Measured from the pace so far; `null` until there is a pace. */
  readonly secondsLeft: number | null;
  readonly elapsedSeconds: number;
  readonly lanes: readonly WorkerLane[];
  readonly clips: readonly ClipProgress[];
  /** Sources that were left out so far, with the reason. */
  readonly problems: readonly SourceProblem[];
  /** What has come of the engine; `null` unless it is being downloaded: once, before the first video. */
  readonly engineDownload: EngineDownload | null;
  /** What makes the clips now. `null` until encoding starts. */
  readonly engine: EngineAnswer | null;
  /** `null` until encoding starts. */
  readonly metrics: PoolMetrics | null;
  /** The log so far: how many events, and the last 50 of them. The whole is in the result. */
  readonly log: { readonly length: number; readonly latest: readonly LogEvent[] };
}

/** A source that is not, or not wholly, in the video. */
export interface SourceProblem {
  /** Name of the source file; two files can have the same. Of a transition between two clips: of the one that comes. */
  readonly source: string;
  /** Its place in `CombineOptions.clips`. */
  readonly sourceIndex: number;
  /** Name of the file that goes, where it is a transition between two clips that failed. */
  readonly transitionFrom?: string | null;
  readonly error: ErrorReport;
}

/** The outcome of one clip of the timeline, or of one that had to be left out. */
export interface ClipOutcome {
  /** Position in the list of outcomes: the timeline's clips in order, then those left out. */
  readonly index: number;
  /** Name of the source file; two files can have the same. Of a transition between two clips: of the one that comes. */
  readonly source: string;
  /** Its place in `CombineOptions.clips`. */
  readonly sourceIndex: number;
  /** Name of the file that goes, in a transition between two clips; `null` for a clip. */
  readonly transitionFrom: string | null;
  /**
   * `cached`: an earlier render had encoded it. `copied`: all of it is the source's own packets. `reused`: the same piece
   * stands at an earlier place on the timeline. `failed`: not in the video.
   */
  readonly status: 'encoded' | 'cached' | 'copied' | 'reused' | 'failed';
  /** How often it was tried; 0 for cached and reused clips and for sources that could not be read. */
  readonly attempts: number;
  /** The worker that did it, or tried it last; `null` if none did. */
  readonly worker: string | null;
  /** From being handed to the pool to the start of the (last) attempt, in ms. */
  readonly queuedMs: number;
  /** Length of the last attempt in ms. */
  readonly encodeMs: number;
  /** Frames in the video; 0 for a failed one. */
  readonly frames: number;
  /** So many of them, its last ones, are the source's own packets: neither decoded nor encoded. */
  readonly copiedFrames: number;
  /** Encoded size in bytes; 0 for a failed one. */
  readonly bytes: number;
  readonly error?: ErrorReport;
}

/** What came of the subtitle file. */
export interface SubtitleOutcome {
  /** Told from its content, whatever its name. */
  readonly format: SubtitleFormat;
  /** As it was given, or guessed; TextDecoder's name of it. */
  readonly encoding: string;
  /** What is read in the video, by its begin: cut off at its end. `toSrt` and `toVtt` make a file of it. */
  readonly cues: readonly SubtitleCue[];
  /** Cues that begin after the video's end. */
  readonly beyondEnd: number;
  /** Cues that are damaged, and what is wrong with them; the line is counted from 1. */
  readonly skipped: readonly SubtitleProblem[];
}

export interface CombineResult {
  /**
   * The finished MP4 or WebM; `null` where `output` was given. A large one lies on the browser's disk and can be read as long as
   * the page is there, or until `releaseVideo`.
   */
  readonly blob: Blob | null;
  readonly output: {
    readonly frames: number;
    readonly durationSeconds: number;
    readonly bytes: number;
    /** Key of the plan: all settings as they were used. */
    readonly settings: PlanSettings;
    /** All settings of the sound as they were used. */
    readonly sound: SoundSettings;
    /** Quality, codec and container as they were used. */
    readonly encoding: Encoding;
  };
  readonly engine: EngineName;
  /** Why it was this one: a sentence for a person. */
  readonly engineReason: string;
  readonly workers: number;
  readonly threadsPerWorker: number;
  readonly wallMs: number;
  readonly clips: readonly ClipOutcome[];
  /** Sources left out of the video, with the reason. Empty when everything went in as planned. */
  readonly problems: readonly SourceProblem[];
  /** `null` without a subtitle file. */
  readonly subtitles: SubtitleOutcome | null;
  /** Sources in the video whose own sound was wanted (`clipVolume`) and is not there, with the reason. */
  readonly silentSources: readonly SourceProblem[];
  readonly metrics: PoolMetrics;
  /** What happened to clips and workers, oldest first; the last 2000 events. */
  readonly log: readonly LogEvent[];
}
