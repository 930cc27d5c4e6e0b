/**
 * Reads files' headers, and where their key frames are. In a worker, since a damaged file can keep a demuxer busy for
 * ever: a worker can be ended, the page's own thread cannot.
 */
import { expose } from 'comlink';
import { toRenderError } from '../src/shared/errors';
import type { HeaderReaderApi } from '../src/shared/protocol';
import { readHeaders } from './headers';
import { findKeyFrames } from './keyFrames';

const api: HeaderReaderApi = {
  async run(job) {
    try {
      const isHeaders = job.kind === 'headers';
      const result = isHeaders ? await readHeaders(job.source, job.sourceName) : await findKeyFrames(job);
      return { ok: true, result };
    } catch (thrown) {
      const message = `“${job.sourceName}” could not be read.`;
      return {
        ok: false,
        error: toRenderError(thrown, { category: 'unreadable-source', message }).toReport(),
      };
    }
  },
};

expose(api);
