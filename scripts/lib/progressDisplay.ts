import type { RenderProgress } from '../../src/render/types';

/** The part of a stream that is needed to show progress; `process.stderr` has it. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressDisplay {
  show(progress: RenderProgress): void;
  /** Takes the bar away, so that what is written next begins on a line of its own. */
  end(): void;
}

const BAR = { most: 30, least: 10 };
/** Without a terminal one line each time another such share is done. */
const LINE_EVERY_PERCENT = 10;
/** Back to the begin of the line and clear it. */
const CLEAR_LINE = '\r\x1b[K';

const clock = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const parts = hours > 0 ? [hours, String(minutes).padStart(2, '0')] : [minutes];
  return [...parts, String(whole % 60).padStart(2, '0')].join(':');
};

const percentOf = ({ fraction }: RenderProgress): number =>
  Math.floor(Math.min(1, Math.max(0, fraction)) * 100);

interface Words {
  readonly percent: string;
  readonly rest: string;
}

const wordsFor = (progress: RenderProgress): Words => {
  const { stage, secondsLeft, lanes } = progress;
  const busy = lanes.filter(({ state }) => state === 'busy').length;
  const rest = [
    stage,
    ...(secondsLeft === null || stage === 'done' ? [] : [`${clock(secondsLeft)} left`]),
    ...(lanes.length === 0 ? [] : [`${busy}/${lanes.length} workers busy`]),
  ];
  return { percent: `${String(percentOf(progress)).padStart(3)} %`, rest: rest.join('  ') };
};

/** ` 42 %  encoding  1:05 left  3/4 workers busy` */
export const progressText = (progress: RenderProgress): string => {
  const { percent, rest } = wordsFor(progress);
  return `${percent}  ${rest}`;
};

/** The same with a bar after the percent, in at most `columns` characters. */
export const progressBar = (progress: RenderProgress, columns: number): string => {
  const { percent, rest } = wordsFor(progress);
  const room = Math.min(BAR.most, columns - `${percent}    ${rest}`.length);
  if (room < BAR.least) return progressText(progress).slice(0, columns);
  const done = Math.round((percentOf(progress) / 100) * room);
  return `${percent}  ${'█'.repeat(done)}${'░'.repeat(room - done)}  ${rest}`;
};

const bar = (terminal: Terminal): ProgressDisplay => {
  let shown = false;
  return {
    show: (progress) => {
      shown = true;
      terminal.write(CLEAR_LINE + progressBar(progress, (terminal.columns ?? 80) - 1));
    },
    end: () => {
      if (shown) terminal.write(CLEAR_LINE);
    },
  };
};

const lines = (terminal: Terminal): ProgressDisplay => {
  let next = 0;
  return {
    show: (progress) => {
      const percent = percentOf(progress);
      if (percent < next) return;
      next = percent - (percent % LINE_EVERY_PERCENT) + LINE_EVERY_PERCENT;
      terminal.write(`${progressText(progress)}\n`);
    },
    end: () => undefined,
  };
};

/** Shows how a render gets on: a bar in a terminal, otherwise plain lines. */
export const progressDisplay = (terminal: Terminal): ProgressDisplay =>
  terminal.isTTY ? bar(terminal) : lines(terminal);
