/** What is used of the browser; tests give their own. */
export interface AwakeScope {
  readonly wakeLock: Pick<WakeLock, 'request'> | undefined;
  readonly document:
    | Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
    | undefined;
}

const thisPage = (): AwakeScope => ({
  // Not everywhere, whatever the types say.
  wakeLock: (globalThis.navigator as { wakeLock?: WakeLock } | undefined)?.wakeLock,
  document: globalThis.document,
});

/**
 * Keeps the device from going to sleep (Screen Wake Lock API) until the returned function is called. The browser takes
 * the lock away when the tab is hidden; it is asked for again when the tab is seen again. Where there is no such lock,
 * or it is refused (battery saver), nothing happens: rendering goes on all the same.
 */
export const keepAwake = ({ wakeLock, document }: AwakeScope = thisPage()): (() => void) => {
  let isOver = false;
  let lock: Promise<WakeLockSentinel | null> = Promise.resolve(null);
  const ask = (): void => {
    if (isOver || document?.visibilityState !== 'visible') return;
    lock = wakeLock?.request('screen').catch(() => null) ?? Promise.resolve(null);
  };
  document?.addEventListener('visibilitychange', ask);
  ask();
  return () => {
    isOver = true;
    document?.removeEventListener('visibilitychange', ask);
    void lock.then((sentinel) => sentinel?.release()).catch(() => {});
  };
};
