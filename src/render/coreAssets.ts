import singleThreadedWasm from '@ffmpeg/core/wasm?url';
import singleThreadedScript from '@ffmpeg/core?url';
import multiThreadedWasm from '@ffmpeg/core-mt/wasm?url';
import multiThreadedThread from '@ffmpeg/core-mt/worker?url';
import multiThreadedScript from '@ffmpeg/core-mt?url';
import { wrap } from 'comlink';
import compilerUrl from '../../workers/core-compiler.ts?worker&url';
import { RenderError } from '../shared/errors';
import type { CoreAssets, CoreCompilerApi, CoreTrouble } from '../shared/protocol';

type CoreKind = CoreAssets['kind'];

interface CoreFiles {
  readonly script: string;
  readonly wasm: string;
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
  .flatMap(({ script, wasm }) => [fileNameOf(script), fileNameOf(wasm)])
  .join(' ');

/** Bound for download and compilation together: 32 MB take four minutes at 1 Mbit/s. */
const LOAD_TIMEOUT_MS = 600_000;

const absolute = (address: string): string => new URL(address, globalThis.location.href).href;

/** What to do about each trouble. */
const ADVICE: Readonly<Record<CoreTrouble, string>> = {
  unreachable:
    'Check the connection, and whether a content blocker or a firewall holds back files of 32 MB, then try again.',
  missing:
    'Its server does not have it. Reload the page; if that does not help, the page is not installed whole.',
  damaged: 'What arrived is damaged. Reload the page without its cache, then try again.',
};

const notLoaded = (trouble: CoreTrouble, detail: string): RenderError =>
  new RenderError({
    category: 'worker-lost',
    message: `The video engine could not be loaded. ${ADVICE[trouble]}`,
    detail,
  });

const compile = async (url: string): Promise<WebAssembly.Module> => {
  const worker = new Worker(compilerUrl, { type: 'module', name: 'CoreCompiler' });
  try {
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) =>
        reject(notLoaded('unreachable', event.message || 'The script did not load')),
      );
    });
    const compiled = await Promise.race([
      wrap<CoreCompilerApi>(worker).compile(url, LOAD_TIMEOUT_MS),
      failed,
    ]);
    if (!compiled.ok) throw notLoaded(compiled.trouble, compiled.detail);
    return compiled.module;
  } finally {
    worker.terminate();
  }
};

const load = async (kind: CoreKind): Promise<CoreAssets> => {
  const { script, wasm, thread } = FILES[kind];
  return {
    kind,
    module: await compile(absolute(wasm)),
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
    return coreAssets(other).catch(() => {
      throw thrown;
    });
  }
};
