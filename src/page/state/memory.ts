/**
 * Settings as earlier versions remembered them, which are forgotten there: the project has them from now on.
 * localStorage throws where a browser's privacy settings forbid it; then there is nothing to take over.
 */
export const takeOver = (key: string): string | null => {
  try {
    const json = localStorage.getItem(key);
    localStorage.removeItem(key);
    return json;
  } catch {
    return null;
  }
};

/** What was remembered; `null` if nothing was, or privacy settings forbid it. */
export const remembered = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

/** For the next visit. Where privacy settings forbid it, it holds for this one. */
export const remember = (key: string, fields: Readonly<Record<string, unknown>>): void => {
  try {
    localStorage.setItem(key, JSON.stringify(fields));
  } catch {
    // Said above.
  }
};
