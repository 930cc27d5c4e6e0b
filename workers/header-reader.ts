/**
 * Reads files' headers. In a worker, since a damaged file can keep a demuxer busy for ever: a worker can be ended, the
 * page's own thread cannot.
 */
import { expose } from 'comlink';
import { toRenderError } from '../src/shared/errors';
import type { HeaderReaderApi } from '../src/shared/protocol';
import { readHeaders } from './headers';

const api: HeaderReaderApi = {
  async read(source, sourceName) {
    try {
      return { ok: true, info: await readHeaders(source, sourceName) };
    } catch (thrown) {
      const message = `“${sourceName}” could not be read.`;
      return {
        ok: false,
        error: toRenderError(thrown, { category: 'unreadable-source', message }).toReport(),
      };
    }
  },
};

expose(api);
