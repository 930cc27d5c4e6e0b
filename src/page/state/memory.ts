/** localStorage throws where a browser's privacy settings forbid it; the page then just does not remember. */
export const remembered = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

export const remember = (key: string, json: string): void => {
  try {
    localStorage.setItem(key, json);
  } catch {
    // Forbidden or full: nothing that the person could do about it now, and nothing of theirs is lost.
  }
};
