/** Each copy of the page on an origin has its own. */
const KEY = `cliploom.reloaded ${new URL('./', document.baseURI).pathname}`;

/** Whether this tab was loaded again for the sake of isolation, and is not isolated yet. */
export const firstReload = {
  get wasTried(): boolean {
    try {
      return sessionStorage.getItem(KEY) !== null;
    } catch {
      // Where nothing can be remembered nobody could tell the first time from the tenth.
      return true;
    }
  },
  /** @returns whether it will be remembered */
  note(): boolean {
    try {
      sessionStorage.setItem(KEY, '');
      return true;
    } catch {
      return false;
    }
  },
  forget(): void {
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // There is nothing to forget.
    }
  },
};
