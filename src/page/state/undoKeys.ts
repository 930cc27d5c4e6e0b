/** Fields with a way back of their own, for what is typed in them. */
const TYPED =
  'textarea, [contenteditable], input:not([type=checkbox], [type=range], [type=color], [type=file])';

/** What a key asks for: Ctrl or ⌘ with Z, Shift to go forth again; Ctrl with Y too. `null`: nothing of that. */
export const undoKey = (event: KeyboardEvent): 'undo' | 'redo' | null => {
  const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
  if (!(ctrlKey || metaKey) || altKey) return null;
  if (target instanceof Element && target.matches(TYPED)) return null;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && ctrlKey ? 'redo' : null;
};
