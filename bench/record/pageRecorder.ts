import type { CliploomSession } from '../../scripts/lib/driver';
import type { CliploomGlobals } from '../../scripts/lib/pageRender';
import type { Moment, Recording } from './timeline';

interface RecorderGlobals extends CliploomGlobals {
  benchRecording?: { moments: Moment[]; longestTaskMs: number };
}

/** Runs in the page: keeps what each render reports, and the longest task of the page's thread. */
const listenInPage = (): void => {
  const page = globalThis as RecorderGlobals & { cliploom?: CliploomGlobals['cliploom'] };
  const original = page.cliploom;
  if (original === undefined) throw new Error('The page has no combineVideos.');
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      if (page.benchRecording) {
        page.benchRecording.longestTaskMs = Math.max(page.benchRecording.longestTaskMs, duration);
      }
    }
  }).observe({ type: 'longtask' });
  page.cliploom = {
    ...original,
    combineVideos: (options) => {
      const recording: NonNullable<RecorderGlobals['benchRecording']> = { moments: [], longestTaskMs: 0 };
      page.benchRecording = recording;
      return original.combineVideos({
        ...options,
        onProgress: (progress) => {
          const { elapsedSeconds, stage, lanes } = progress;
          recording.moments.push({
            ms: elapsedSeconds * 1000,
            stage,
            lanes: lanes.map(({ name, state, label, clipIndex }) => ({ name, state, label, clipIndex })),
          });
          options.onProgress?.(progress);
        },
      });
    },
  };
};

/** Makes a session's page keep what its renders report. */
export const startRecording = ({ page }: CliploomSession): Promise<void> => page.evaluate(listenInPage);

/** What the last render reported. */
export const lastRecording = async ({ page }: CliploomSession): Promise<Recording> => {
  const recording = await page.evaluate(() => (globalThis as RecorderGlobals).benchRecording);
  if (recording === undefined) throw new Error('Nothing was recorded in this page.');
  return recording;
};
