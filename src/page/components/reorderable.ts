import type { Attachment } from 'svelte/attachments';

export interface ReorderCallbacks {
  /** Whether rows may be moved now. */
  readonly enabled: () => boolean;
  /** A row was taken by its handle, or let go (`null`). */
  readonly grab: (id: number | null) => void;
  readonly moveTo: (id: number, place: number) => void;
  readonly moveBy: (id: number, places: number) => void;
  /** A dragged row was let go at its new place. */
  readonly dropped: (id: number) => void;
}

/** So close to the window's upper or lower edge in CSS pixels, dragging scrolls the page, so far each frame. */
const EDGE = { within: 72, step: 10 };

const rowsOf = (list: HTMLElement): HTMLElement[] => [
  ...list.querySelectorAll<HTMLElement>(':scope > [data-id]'),
];

const idOf = (row: HTMLElement): number => Number(row.getAttribute('data-id'));

const rowAround = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-id]') : null;

/**
 * The place for a row that is dragged to `clientY`: as many other rows as lie above. Goes by where the layout puts the
 * rows (`offsetTop`), not by where they are drawn while they slide to their places.
 */
const placeAt = (list: HTMLElement, dragged: HTMLElement, clientY: number): number => {
  const y = clientY - list.getBoundingClientRect().top;
  return rowsOf(list).filter((row) => row !== dragged && row.offsetTop + row.offsetHeight / 2 < y).length;
};

const scrollNearEdge = (clientY: number): void => {
  if (clientY < EDGE.within) scrollBy(0, -EDGE.step);
  else if (clientY > innerHeight - EDGE.within) scrollBy(0, EDGE.step);
};

/**
 * Makes the rows of a list (`[data-id]`, the list being their offset parent) movable: by pointer or finger at
 * `[data-drag-handle]`, and with Alt and the arrow keys anywhere in a row. Pointer events, because native dragging does
 * not work by touch and would mix with files dragged onto the page.
 */
export const reorderable =
  (callbacks: ReorderCallbacks): Attachment<HTMLElement> =>
  (list) => {
    let drag: { row: HTMLElement; from: number; y: number; frame: number } | null = null;

    const place = (): void => {
      if (!drag) return;
      const to = placeAt(list, drag.row, drag.y);
      if (to !== rowsOf(list).indexOf(drag.row)) callbacks.moveTo(idOf(drag.row), to);
    };

    const everyFrame = (): void => {
      if (!drag) return;
      scrollNearEdge(drag.y);
      place();
      drag.frame = requestAnimationFrame(everyFrame);
    };

    const end = (): void => {
      if (!drag) return;
      cancelAnimationFrame(drag.frame);
      drag = null;
      callbacks.grab(null);
    };

    const onPointerDown = (event: PointerEvent): void => {
      const handle = event.target instanceof Element && event.target.closest('[data-drag-handle]');
      const row = rowAround(event.target);
      if (!handle || !row || event.button !== 0 || !callbacks.enabled()) return;
      event.preventDefault();
      list.setPointerCapture(event.pointerId);
      drag = {
        row,
        from: rowsOf(list).indexOf(row),
        y: event.clientY,
        frame: requestAnimationFrame(everyFrame),
      };
      callbacks.grab(idOf(row));
    };

    const onPointerMove = (event: PointerEvent): void => {
      if (drag) drag.y = event.clientY;
    };

    const onPointerUp = (): void => {
      if (!drag) return;
      place();
      const id = idOf(drag.row);
      end();
      callbacks.dropped(id);
    };

    const giveUp = (): void => {
      if (!drag) return;
      callbacks.moveTo(idOf(drag.row), drag.from);
      end();
    };

    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') giveUp();
      const row = list.contains(event.target as Node) ? rowAround(event.target) : null;
      const places = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!row || !places || !event.altKey || !callbacks.enabled()) return;
      event.preventDefault();
      callbacks.moveBy(idOf(row), places);
    };

    const listeners = new AbortController();
    const { signal } = listeners;
    list.addEventListener('pointerdown', onPointerDown, { signal });
    list.addEventListener('pointermove', onPointerMove, { signal });
    list.addEventListener('pointerup', onPointerUp, { signal });
    list.addEventListener('pointercancel', giveUp, { signal });
    document.addEventListener('keydown', onKeyDown, { signal });
    return () => {
      end();
      listeners.abort();
    };
  };
