/** Which tab has which project. */
export interface ProjectLocks {
  /**
   * Takes a project for as long as this tab is there.
   * @param waitMs how long to wait for another tab to let go of it
   * @returns `false` if another tab has it
   */
  hold(id: string, waitMs: number): Promise<boolean>;
}

/** The browser gives a lock back when its tab is gone, whether it was closed or has crashed. */
export const webLocks: ProjectLocks = {
  hold: (id, waitMs) =>
    new Promise((resolve) => {
      // Without locks, two tabs may have one project; the one that stores last is then the one that is kept.
      if (!navigator.locks) {
        resolve(true);
        return;
      }
      const options = waitMs === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(waitMs) };
      const held = navigator.locks.request(`cliploom-project-${id}`, options, (lock) => {
        resolve(lock !== null);
        // Never settles: the lock is held to the end.
        return lock ? new Promise<void>(() => undefined) : undefined;
      });
      held.catch(() => resolve(false));
    }),
};
