/**
 * The worker behind `ClipCopier-N`: looks at packets and copies them. It has no ffmpeg, so it is there at once; it is a
 * worker since a damaged file can keep a demuxer busy for ever, and so that the page's thread stays free.
 */
import { expose, transfer } from 'comlink';
import { describeThrown, toRenderError } from '../src/shared/errors';
import type { ClipCopierApi } from '../src/shared/protocol';
import { copyPackets } from './copy/copyPackets';
import { inspectSource } from './copy/inspect';

const api: ClipCopierApi = {
  async run(job) {
    try {
      if (job.kind === 'inspect') return { ok: true, result: await inspectSource(job) };
      const copied = await copyPackets(job);
      return transfer({ ok: true, result: copied }, [copied.data]);
    } catch (thrown) {
      const message = `“${job.sourceName}” could not be read (${describeThrown(thrown)}).`;
      return {
        ok: false,
        error: toRenderError(thrown, { category: 'unreadable-source', message }).toReport(),
      };
    }
  },
};

expose(api);
