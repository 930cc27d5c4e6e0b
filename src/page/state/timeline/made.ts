import type { ClipProgress } from '../../../render';
import { fractionOf } from '../clipStatus';
import type { Span } from './layout';

/** What of a video that is being made is encoded. Clips that are done one after the other are one span. */
export const madeSpans = (clips: readonly ClipProgress[]): Span[] => {
  const spans: Span[] = [];
  let start = 0;
  for (const clip of clips) {
    const frames = Math.round(fractionOf(clip) * clip.frames);
    const last = spans.at(-1);
    if (frames > 0 && last && last.start + last.frames === start) {
      spans[spans.length - 1] = { start: last.start, frames: last.frames + frames };
    } else if (frames > 0) {
      spans.push({ start, frames });
    }
    start += clip.frames;
  }
  return spans;
};
