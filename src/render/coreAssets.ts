import * as singleThreadedWasm from '@ffmpeg/core/wasm?packed';
import singleThreadedScript from '@ffmpeg/core?url';
import * as multiThreadedWasm from '@ffmpeg/core-mt/wasm?packed';
import multiThreadedThread from '@ffmpeg/core-mt/worker?url';
import multiThreadedScript from '@ffmpeg/core-mt?url';
import { transfer, wrap } from 'comlink';
import compilerUrl from '../../workers/core-compiler.ts?worker&url';
import { RenderError } from '../shared/errors';
import type { CoreAssets, CoreCompilerApi, CoreSource, CoreTrouble } from '../shared/protocol';
import { coreDownloads } from './coreDownloads';

type CoreKind = CoreAssets['kind'];

interface CoreFiles {
  readonly script: string;
  readonly wasm: CoreSource;
  readonly thread: string | null;
}

const FILES: Readonly<Record<CoreKind, CoreFiles>> = {
  'multi-threaded': { script: multiThreadedScript, wasm: multiThreadedWasm, thread: multiThreadedThread },
  'single-threaded': { script: singleThreadedScript, wasm: singleThreadedWasm, thread: null },
};

/** The last part of an address, where a build puts a hash of the content. */
export const fileNameOf = (address: string): string =>
  new URL(address, 'http://localhost').pathname.split('/').at(-1) ?? '';

/** Both cores together: they give the same bytes. */
export const coreVersion = Object.values(FILES)
  .flatMap(({ script, wasm }) => [fileNameOf(script), fileNameOf(wasm.url)])
  .join(' ');

const absolute = (address: string): string => new URL(address, globalThis.location.href).href;

/** What to do about each trouble. */
const ADVICE: Readonly<Record<CoreTrouble, string>> = {
  unreachable:
    'Check the connection, and whether a content blocker or a firewall holds back files of 10 MB, then try again.',
  stalled: 'Its download began and then stood still. Check the connection, then try again.',
  missing:
    'Its server does not have it. Reload the page; if that does not help, the page is not installed whole.',
  damaged: 'What arrived is damaged. Reload the page without its cache, then try again.',
};

/** Why a core is not there, and whether the other one may be. */
class CoreError extends RenderError {
  readonly trouble: CoreTrouble;

  constructor(trouble: CoreTrouble, detail: string) {
    const message = `The video engine could not be loaded. ${ADVICE[trouble]}`;
    super({ category: 'worker-lost', message, detail });
    this.trouble = trouble;
  }
}

const compile = async (source: CoreSource): Promise<WebAssembly.Module> => {
  const worker = new Worker(compilerUrl, { type: 'module', name: 'CoreCompiler' });
  const { port1: progress, port2 } = new MessageChannel();
  const download = coreDownloads.begin();
  progress.onmessage = ({ data }: MessageEvent<[received: number, total: number]>) => download.isAt(...data);
  try {
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) =>
        reject(new CoreError('unreachable', event.message || 'The script did not load')),
      );
    });
    const compiled = await Promise.race([
      wrap<CoreCompilerApi>(worker).compile(source, transfer(port2, [port2])),
      failed,
    ]);
    if (!compiled.ok) throw new CoreError(compiled.trouble, compiled.detail);
    return compiled.module;
  } finally {
    download.end();
    progress.close();
    worker.terminate();
  }
};

const load = async (kind: CoreKind): Promise<CoreAssets> => {
  const { script, wasm, thread } = FILES[kind];
  const { url, packedBytes, plainBytes } = wasm;
  return {
    kind,
    module: await compile({ url: absolute(url), packedBytes, plainBytes }),
    scriptUrl: absolute(script),
    threadUrl: thread === null ? null : absolute(thread),
  };
};

const loading = new Map<CoreKind, Promise<CoreAssets>>();

/** A core, downloaded and compiled once for the whole page; a load that failed is tried again at the next call. */
const coreAssets = (kind: CoreKind): Promise<CoreAssets> => {
  const known = loading.get(kind);
  if (known) return known;
  const started = load(kind);
  loading.set(kind, started);
  started.catch(() => loading.delete(kind));
  return started;
};

/**
 * A core that this page can use, with threads unless `safer` is wanted. Where that one cannot be loaded the other one
 * does as well: both give the same bytes.
 * @throws RenderError saying what to do, if there is none
 */
export const usableCore = async (safer: boolean): Promise<CoreAssets> => {
  if (globalThis.crossOriginIsolated !== true) return coreAssets('single-threaded');
  const [wanted, other]: [CoreKind, CoreKind] = safer
    ? ['single-threaded', 'multi-threaded']
    : ['multi-threaded', 'single-threaded'];
  try {
    return await coreAssets(wanted);
  } catch (thrown) {
    // On a connection that stands still the other one would as well.
    if (thrown instanceof CoreError && thrown.trouble === 'stalled') throw thrown;
    return coreAssets(other).catch(() => {
      throw thrown;
    });
  }
};
