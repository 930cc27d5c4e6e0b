import type { LogEvent, ProgressEvent } from '@ffmpeg/ffmpeg';
import type { FFmpegCoreModule } from '@ffmpeg/types';
import { RenderError } from '../../../src/shared/errors';
import type { CoreAssets, LoadRequest } from '../../../src/shared/protocol';
import { type FFmpegCore, loadCore } from './core';
import { saysOutOfMemory } from './outOfMemory';
import { ThreadStarter } from './threads';

/** Lines of log that are kept for an error. */
const LOG_LINES = 50;

/**
 * Runs that one instance is used for. Its stack of 64 KB is not given back in full by every run, so it is replaced
 * now and then even if all is well; replacing costs about a third of a second.
 */
const RUNS_PER_INSTANCE = 24;

/** A finished run of ffmpeg or ffprobe. */
interface Run {
  readonly exitCode: number;
  readonly command: readonly string[];
  /** All that it logged, oldest first. */
  readonly log: readonly string[];
}

export interface RunWithOutput extends Run {
  /** The file that was to be read; empty if there is none. */
  readonly output: Uint8Array<ArrayBuffer>;
}

type Tool = 'ffmpeg' | 'ffprobe';

/** Where a run finds its input and leaves its output. */
export interface SourceFiles {
  /** Written into memory. */
  readonly write?: Readonly<Record<string, Uint8Array>>;
  /** Mounted under {@link MOUNT_POINT} without being copied into memory: read piece by piece. */
  readonly mounts?: readonly { readonly name: string; readonly data: Blob }[];
  /** Files that are worked on piece by piece, while the run reads or writes them from begin to end. */
  readonly devices?: readonly StreamDevice[];
  /** Read after a good run, and removed. */
  readonly read?: string;
}

/** A file without content of its own. */
export interface StreamDevice {
  readonly path: string;
  /** Fills `into` from its begin and says with how many bytes; 0 is the end. */
  readonly read?: (into: Uint8Array) => number;
  /** Takes bytes that are overwritten afterwards. */
  readonly write?: (bytes: Uint8Array) => void;
}

export const MOUNT_POINT = '/source';

/**
 * A warm ffmpeg.wasm. An instance in which a run went wrong is thrown away: a failed run leaks its stack, and after an
 * abort its state is unknown.
 */
export class FFmpegSession {
  readonly #assets: CoreAssets;
  readonly threads: number;
  readonly #starter: ThreadStarter | null;
  #core: FFmpegCore | null = null;
  #runs = 0;

  constructor({ core, threads, threadStarter }: LoadRequest) {
    this.#assets = core;
    this.threads = threads;
    this.#starter = threadStarter && new ThreadStarter(threadStarter);
  }

  async ready(): Promise<FFmpegCoreModule> {
    if (this.#runs >= RUNS_PER_INSTANCE) this.#discard();
    this.#core ??= await loadCore(this.#assets, this.threads, this.#starter);
    return this.#core.module;
  }

  /**
   * Runs ffmpeg once.
   * @param onTime called with the output's time so far, in seconds
   * @returns the run and the file named by `files.read` (empty if none was named)
   * @throws RenderError `internal` with command and log if it does not exit with 0; `out-of-memory` where that is why
   */
  async ffmpeg(
    command: readonly string[],
    files: SourceFiles,
    onTime?: (seconds: number) => void,
  ): Promise<RunWithOutput> {
    const core = await this.ready();
    core.setProgress(({ time }: ProgressEvent) => onTime?.(time / 1e6));
    const run = this.#execute(core, 'ffmpeg', command, files);
    if (run.exitCode !== 0) throw failedRun(run);
    return run;
  }

  /** Runs ffprobe once. Its exit code says nothing (measured: −1 even where it wrote its file). */
  async ffprobe(command: readonly string[], files: SourceFiles): Promise<RunWithOutput> {
    const core = await this.ready();
    const run = this.#execute(core, 'ffprobe', command, files);
    this.#discard();
    return run;
  }

  #execute(
    core: FFmpegCoreModule,
    tool: Tool,
    command: readonly string[],
    files: SourceFiles,
  ): RunWithOutput {
    const log: string[] = [];
    core.setLogger(({ message }: LogEvent) => log.push(message));
    let exitCode = -1;
    let output = new Uint8Array();
    let clean = false;
    this.#runs += 1;
    try {
      placeFiles(core, files);
      exitCode = tool === 'ffmpeg' ? core.exec(...command) : core.ffprobe(...command);
      core.reset();
      if (files.read && (exitCode === 0 || tool === 'ffprobe')) output = readIfThere(core, files.read);
      removeFiles(core, files);
      clean = exitCode === 0;
    } catch (thrown) {
      log.push(String(thrown));
    } finally {
      if (!clean) this.#discard();
    }
    return { exitCode, command, log, output };
  }

  #discard(): void {
    this.#core?.dispose();
    this.#core = null;
    this.#runs = 0;
  }
}

const placeFiles = (core: FFmpegCoreModule, files: SourceFiles): void => {
  for (const [path, data] of Object.entries(files.write ?? {})) core.FS.writeFile(path, data);
  if (files.mounts?.length) {
    core.FS.mkdir(MOUNT_POINT);
    core.FS.mount(core.FS.filesystems.WORKERFS, { blobs: [...files.mounts] }, MOUNT_POINT);
  }
  for (const [minor, device] of (files.devices ?? []).entries()) {
    placeDevice(core.FS as FileSystem, device, minor);
  }
};

/** Parts of Emscripten's file system that `@ffmpeg/types` does not list. */
type FileSystem = FFmpegCoreModule['FS'] & {
  makedev(major: number, minor: number): number;
  registerDevice(device: number, operations: object): void;
  mkdev(path: string, mode: number, device: number): void;
};

/** A major number that Emscripten gives to none of its own devices. */
const DEVICE_MAJOR = 200;

const placeDevice = (fs: FileSystem, { path, read, write }: StreamDevice, minor: number): void => {
  const device = fs.makedev(DEVICE_MAJOR, minor);
  const part = (memory: Int8Array, offset: number, length: number): Uint8Array =>
    new Uint8Array(memory.buffer, memory.byteOffset + offset, length);
  fs.registerDevice(device, {
    open: (stream: { seekable: boolean }) => {
      stream.seekable = false;
    },
    read: (_: unknown, memory: Int8Array, offset: number, length: number) =>
      read?.(part(memory, offset, length)) ?? 0,
    write: (_: unknown, memory: Int8Array, offset: number, length: number) => {
      write?.(part(memory, offset, length));
      return length;
    },
  });
  fs.mkdev(path, 0o666, device);
};

const removeFiles = (core: FFmpegCoreModule, files: SourceFiles): void => {
  for (const path of Object.keys(files.write ?? {})) core.FS.unlink(path);
  if (files.mounts?.length) {
    core.FS.unmount(MOUNT_POINT);
    core.FS.rmdir(MOUNT_POINT);
  }
  for (const { path } of files.devices ?? []) core.FS.unlink(path);
};

/** `readFile` gives a copy in memory of its own (files live in the JavaScript heap), which can be transferred. */
const readIfThere = (core: FFmpegCoreModule, path: string): Uint8Array<ArrayBuffer> => {
  try {
    const data = core.FS.readFile(path, { encoding: 'binary' });
    core.FS.unlink(path);
    return typeof data === 'string' ? new TextEncoder().encode(data) : (data as Uint8Array<ArrayBuffer>);
  } catch {
    return new Uint8Array();
  }
};

/** The error of a run that did not end well, with what is needed to repeat it. */
const failedRun = (run: Run): RenderError => {
  const log = run.log.slice(-LOG_LINES);
  const outOfMemory = run.log.some(saysOutOfMemory);
  return new RenderError({
    category: outOfMemory ? 'out-of-memory' : 'internal',
    message: outOfMemory
      ? 'ffmpeg ran out of memory.'
      : `ffmpeg ended with exit code ${run.exitCode}: ${reasonIn(run.log)}`,
    command: ['ffmpeg', ...run.command],
    log,
  });
};

/** The line of the log that says why, as far as one does. */
export const reasonIn = (log: readonly string[]): string =>
  log
    .findLast((line) =>
      /error|invalid|fail|could not|no such|moov atom|not found|unknown|end of file/i.test(line),
    )
    ?.trim() ?? 'no reason was logged';
