/**
 * Downloads and compiles a core. In a worker of its own, since 32 MB that arrive piece by piece would hold up the page's
 * thread; the compiled module is then shared with everyone.
 */
import { expose } from 'comlink';
import type { CoreCompilerApi } from '../src/shared/protocol';

const api: CoreCompilerApi = {
  async compile(url, timeoutMs) {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText} for ${url}`);
    // Compiling while it downloads needs the right media type; not every static host sends it.
    return response.headers.get('content-type')?.startsWith('application/wasm')
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer());
  },
};

expose(api);
