import type { Attachment } from 'svelte/attachments';
import type { ShotSpan } from '../../state/timeline/layout';
import { dropPlace } from '../../state/timeline/order';

interface MoveCallbacks {
  readonly enabled: () => boolean;
  /** Pixels a frame. */
  readonly scale: () => number;
  readonly shots: () => readonly ShotSpan[];
  /** The shot before which it would go; `null`: nothing is dragged any more. */
  readonly over: (place: number | null) => void;
  readonly drop: (shot: number, place: number) => void;
}

/** Less than this is a click. In pixels. */
const DRAG_FROM = 6;
/** So close to an edge of what is in sight, dragging scrolls, so far for each move. In pixels. */
const EDGE = { within: 40, step: 12 };

/**
 * Lets shots (`[data-shot]`) be dragged along their lane by mouse or pen. A finger scrolls the timeline: for it there are
 * buttons.
 */
export const movable =
  (callbacks: MoveCallbacks): Attachment<HTMLElement> =>
  (lane) => {
    let drag: { shot: number; x: number; place: number | null } | null = null;

    const end = (): void => {
      drag = null;
      callbacks.over(null);
    };

    const onPointerDown = (event: PointerEvent): void => {
      const shot = event.target instanceof Element && event.target.closest('[data-shot]');
      if (!shot || event.button !== 0 || event.pointerType === 'touch' || !callbacks.enabled()) return;
      drag = { shot: Number(shot.getAttribute('data-shot')), x: event.clientX, place: null };
    };

    const scrollNearEdge = (x: number): void => {
      const scroller = lane.closest('[data-scroller]');
      if (!scroller) return;
      const { left, right } = scroller.getBoundingClientRect();
      if (x < left + EDGE.within) scroller.scrollBy(-EDGE.step, 0);
      else if (x > right - EDGE.within) scroller.scrollBy(EDGE.step, 0);
    };

    const onPointerMove = (event: PointerEvent): void => {
      if (!drag) return;
      if (drag.place === null && Math.abs(event.clientX - drag.x) < DRAG_FROM) return;
      // Not before it moves: a captured pointer's click would be the lane's.
      if (drag.place === null) lane.setPointerCapture(event.pointerId);
      scrollNearEdge(event.clientX);
      const x = event.clientX - lane.getBoundingClientRect().left;
      drag.place = dropPlace(callbacks.shots(), x / callbacks.scale());
      callbacks.over(drag.place);
    };

    const onPointerUp = (): void => {
      const dropped = drag;
      end();
      if (dropped && dropped.place !== null) callbacks.drop(dropped.shot, dropped.place);
    };

    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && drag) end();
    };

    const listeners = new AbortController();
    const { signal } = listeners;
    lane.addEventListener('pointerdown', onPointerDown, { signal });
    lane.addEventListener('pointermove', onPointerMove, { signal });
    lane.addEventListener('pointerup', onPointerUp, { signal });
    lane.addEventListener('pointercancel', end, { signal });
    document.addEventListener('keydown', onKeyDown, { signal });
    return () => listeners.abort();
  };
