/** Which tab has which project. */
export interface ProjectLocks {
  /** Takes a project for as long as this tab is there. @returns `false` if another tab has it */
  hold(id: string): Promise<boolean>;
}

/** The browser gives a lock back when its tab is closed, and when it crashes. */
export const webLocks: ProjectLocks = {
  hold: (id) =>
    new Promise((resolve) => {
      const held = navigator.locks?.request(`cliploom-project-${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        // Never settles: the lock is held to the end.
        return lock ? new Promise<void>(() => undefined) : undefined;
      });
      // Without locks, two tabs may have one project; the one that stores last is then the one that is kept.
      if (held) held.catch(() => resolve(true));
      else resolve(true);
    }),
};
