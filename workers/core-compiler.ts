/**
 * Downloads, unpacks and compiles a core. In a worker of its own, since 32 MB that arrive piece by piece would hold up
 * the page's thread; the compiled module is then shared with everyone.
 */
import { expose } from 'comlink';
import { describeThrown } from '../src/shared/errors';
import type { CompiledCore, CoreCompilerApi, CoreSource } from '../src/shared/protocol';
import { CoreFault, type CoreStream, downloadCore } from './coreDownload';

/** Compiles while it downloads, which needs an answer of the right media type. */
const WASM_ANSWER = { headers: { 'Content-Type': 'application/wasm' } };

const attempt = async (
  source: CoreSource,
  cache: RequestCache,
  progress: MessagePort,
): Promise<CompiledCore> => {
  let stream: CoreStream | null = null;
  try {
    stream = await downloadCore(source, cache, (...counts) => progress.postMessage(counts));
    const module = await WebAssembly.compileStreaming(new Response(stream.bytes, WASM_ANSWER));
    return { ok: true, module };
  } catch (thrown) {
    const fault = thrown instanceof CoreFault ? thrown : stream?.fault();
    const detail = `${describeThrown(thrown)} (${source.url})`;
    const { trouble, message } = fault ?? new CoreFault('damaged', detail);
    return { ok: false, trouble, detail: message };
  }
};

const api: CoreCompilerApi = {
  async compile(source, progress) {
    try {
      const compiled = await attempt(source, 'default', progress);
      // What is damaged or broken off may lie so in a cache.
      const again = !compiled.ok && (compiled.trouble === 'damaged' || compiled.trouble === 'unreachable');
      return again ? await attempt(source, 'reload', progress) : compiled;
    } finally {
      progress.close();
    }
  },
};

expose(api);
