/**
 * Downloads and compiles a core. In a worker of its own, since 32 MB that arrive piece by piece would hold up the page's
 * thread; the compiled module is then shared with everyone.
 */
import { expose } from 'comlink';
import { describeThrown } from '../src/shared/errors';
import type { CoreCompilerApi } from '../src/shared/protocol';

/** A server that has not begun to answer by then does not. */
const ANSWER_TIMEOUT_MS = 30_000;

/** Rejects if no answer begins in time; what follows has `timeoutMs` in all. */
const answered = async (url: string, timeoutMs: number): Promise<Response> => {
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(new Error('The server did not answer')), ANSWER_TIMEOUT_MS);
  try {
    return await fetch(url, { signal: AbortSignal.any([silent.signal, AbortSignal.timeout(timeoutMs)]) });
  } finally {
    clearTimeout(timer);
  }
};

const api: CoreCompilerApi = {
  async compile(url, timeoutMs) {
    try {
      const response = await answered(url, timeoutMs);
      if (!response.ok) {
        const detail = `${response.status} ${response.statusText} for ${url}`;
        return { ok: false, trouble: 'missing', detail };
      }
      // Compiling while it downloads needs the right media type; not every static host sends it.
      const module = response.headers.get('content-type')?.startsWith('application/wasm')
        ? await WebAssembly.compileStreaming(response)
        : await WebAssembly.compile(await response.arrayBuffer());
      return { ok: true, module };
    } catch (thrown) {
      const trouble = thrown instanceof WebAssembly.CompileError ? 'damaged' : 'unreachable';
      return { ok: false, trouble, detail: `${describeThrown(thrown)} (${url})` };
    }
  },
};

expose(api);
