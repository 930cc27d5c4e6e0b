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
