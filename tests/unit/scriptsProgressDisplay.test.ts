import { describe, expect, it } from 'vitest';
import { progressBar, progressDisplay, progressText } from '../../scripts/lib/progressDisplay';
import type { RenderProgress, WorkerLane } from '../../src/render/types';

const lane = (state: WorkerLane['state']): WorkerLane => ({
  name: 'ClipProcessor-1',
  state,
  label: null,
  clipIndex: null,
  fraction: 0,
});

const progress = (fraction: number, change: Partial<RenderProgress> = {}): RenderProgress => ({
  stage: 'encoding',
  fraction,
  secondsLeft: 65,
  elapsedSeconds: 1,
  lanes: [lane('busy'), lane('idle')],
  clips: [],
  problems: [],
  engineDownload: null,
  engine: null,
  metrics: {
    clipMs: { min: 0, median: 0, max: 0 },
    successRate: 1,
    workerUtilisation: 0,
    failuresByCategory: {},
    clipsPerSecond: 0,
    windowEfficiency: 0,
    utilisationOverTime: { spanMs: 250, workers: [] },
    estimatedSpeedup: 0,
    cachedClips: 0,
  },
  log: { length: 0, latest: [] },
  ...change,
});

const written = (isTTY: boolean, fractions: readonly number[]): string[] => {
  const texts: string[] = [];
  const display = progressDisplay({ isTTY, columns: 60, write: (text: string) => texts.push(text) });
  for (const fraction of fractions) display.show(progress(fraction));
  display.end();
  return texts;
};

describe('progressText', () => {
  it('says how far it is, what it does, how long it takes, and who works', () => {
    expect(progressText(progress(0.425))).toBe(' 42 %  encoding  1:05 left  1/2 workers busy');
    expect(progressText(progress(0.1, { secondsLeft: 3725 }))).toContain('1:02:05 left');
  });

  it('leaves out what is not known', () => {
    expect(progressText(progress(0, { secondsLeft: null, lanes: [] }))).toBe('  0 %  encoding');
    expect(progressText(progress(1, { stage: 'done', secondsLeft: 0, lanes: [] }))).toBe('100 %  done');
  });

  it('never says 100 % too early', () => {
    expect(progressText(progress(0.9999))).toMatch(/^ 99 %/);
  });
});

describe('progressBar', () => {
  it.each([20, 59, 60, 79, 200])('fits into %i columns', (columns) => {
    expect(progressBar(progress(0.5), columns).length).toBeLessThanOrEqual(columns);
  });

  it('fills with the fraction', () => {
    const filled = (fraction: number) => progressBar(progress(fraction), 200).split('█').length - 1;
    expect([filled(0), filled(0.5), filled(1)]).toEqual([0, 15, 30]);
  });
});

describe('progressDisplay', () => {
  it('writes a line each ten percent without a terminal', () => {
    const lines = written(false, [0, 0.01, 0.09, 0.11, 0.19, 0.35, 0.4, 1]);
    expect(lines.map((line) => line.slice(0, 5))).toEqual(['  0 %', ' 11 %', ' 35 %', ' 40 %', '100 %']);
    expect(lines.every((line) => /^[^\r\n]+\n$/.test(line))).toBe(true);
  });

  it('stays on one line in a terminal, and clears it at the end', () => {
    const texts = written(true, [0, 0.01]);
    expect(texts).toHaveLength(3);
    expect(texts.every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true);
    expect(texts[2]).toBe('\r\x1b[K');
  });
});
