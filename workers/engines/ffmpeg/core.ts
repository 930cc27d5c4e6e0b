import type { FFmpegCoreModule, FFmpegCoreModuleFactory } from '@ffmpeg/types';
import type { CoreAssets } from '../../../src/shared/protocol';
import type { Thread, ThreadStarter } from './threads';

/** What Emscripten keeps of its threads; the published core shares it as `Module.PThread`. */
interface ThreadRegistry {
  unusedWorkers: Thread[];
  getNewWorker(): Thread | undefined;
  terminateAllThreads(): void;
}

type CoreModule = FFmpegCoreModule & { PThread?: ThreadRegistry };

/** Emscripten's own hooks, which `@ffmpeg/types` does not list. */
interface EmscriptenOverrides {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
  preRun: ((module: CoreModule) => void)[];
}

/** A running core and the way to end it. */
export interface FFmpegCore {
  readonly module: FFmpegCoreModule;
  /** Ends the core's threads. The instance cannot be used afterwards. */
  dispose(): void;
}

/**
 * Threads that FFmpeg may start in one run with `threads` for the decoder and for the encoder: a frame-threaded
 * decoder takes as many as it is told, x264 one more than it is told; neither takes any for 1.
 */
const threadPoolSize = (threads: number): number => (threads > 1 ? threads + threads + 1 : 0);

/**
 * The published core starts 32 threads as it loads, whatever is needed, each a worker with a script and an instance of
 * its own: it is given `size` that the page starts, and nothing for the ones beyond.
 */
const withThreads = <T>(size: number, threads: ThreadStarter | null, start: () => T): T => {
  const RealWorker = globalThis.Worker;
  let started = 0;
  // `new` on a function that returns an object gives that object.
  const GivenWorker = function GivenWorker(): object {
    started += 1;
    return threads && started <= size ? threads.start() : {};
  };
  Object.defineProperty(globalThis, 'Worker', { value: GivenWorker, configurable: true, writable: true });
  try {
    return start();
  } finally {
    Object.defineProperty(globalThis, 'Worker', { value: RealWorker, configurable: true, writable: true });
  }
};

/**
 * Loads a core by calling its factory itself: the worker that `@ffmpeg/ffmpeg` ships passes neither a compiled module
 * nor a thread pool of another size, and has no guard against an empty pool.
 * @param threads the count that every later run is given
 * @param starter `null` for a core without threads
 */
export const loadCore = async (
  assets: CoreAssets,
  threads: number,
  starter: ThreadStarter | null,
): Promise<FFmpegCore> => {
  const { default: createCore }: { default: FFmpegCoreModuleFactory } = await import(
    /* @vite-ignore */ assets.scriptUrl
  );
  const poolSize = starter ? threadPoolSize(threads) : 0;
  // The core finds its parts through this address (see `_locateFile` in it), and its threads import it.
  const parts = btoa(JSON.stringify({ wasmURL: '', workerURL: assets.threadUrl }));
  // Emscripten waits for `receive` and knows no failure: without this a core that does not fit into memory hangs.
  let fail: (thrown: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const overrides: Partial<FFmpegCoreModule> & EmscriptenOverrides = {
    mainScriptUrlOrBlob: `${assets.scriptUrl}#${parts}`,
    instantiateWasm: (imports, receive) => {
      WebAssembly.instantiate(assets.module, imports)
        .then((instance) => receive(instance, assets.module))
        .catch(fail);
      return {};
    },
    preRun: [
      ({ PThread }) => {
        if (PThread) PThread.unusedWorkers.length = poolSize;
      },
    ],
  };
  const module: CoreModule = await Promise.race([
    withThreads(poolSize, starter, () => createCore(overrides)),
    failed,
  ]);
  const { PThread } = module;
  if (PThread) {
    // A thread beyond the pool could only start once this worker is free, but this worker waits for it: a hang. With
    // nothing returned, FFmpeg is told that there are no threads left, and ends with an error instead.
    PThread.getNewWorker = () => PThread.unusedWorkers.pop();
  }
  return { module, dispose: () => PThread?.terminateAllThreads() };
};
