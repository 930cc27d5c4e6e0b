/** Time that a long piece of work takes at most before it lets others have the thread, in ms. */
const WORK_MS = 12;

/** Comes back after everything that already waits for the thread. Unlike a timer it is not slowed in a hidden tab. */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/**
 * For long loops of awaited small steps, which otherwise hold the page's thread until they end: call the returned
 * function at each step, and it lets the event loop turn now and then.
 */
export const breaths = (): (() => Promise<void>) => {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < WORK_MS) return;
    await nextTurn();
    since = performance.now();
  };
};
