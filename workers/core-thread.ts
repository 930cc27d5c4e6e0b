/**
 * A thread of the core. It is started by the page (see `src/render/coreThreads.ts`), while the core's script for threads
 * expects to be started by the worker that has the core: the port to that worker stands in for the one to the page.
 */
import type { ThreadStart } from '../src/shared/protocol';

self.onmessage = async ({ data: { scriptUrl, port } }: MessageEvent<ThreadStart>) => {
  self.postMessage = port.postMessage.bind(port);
  // Sets a handler of its own, and later others: each message goes to the one of its time.
  await import(/* @vite-ignore */ scriptUrl);
  port.onmessage = (event) => self.onmessage?.(event);
};
