import type { EngineChoice, EngineName } from '../plan/runSettings';
import type { BrowserEncoder } from '../shared/jobs';
import type { Size } from '../shared/media';
import { browserEncoders, type EncoderTrial } from './encoderTrial';
import { type EngineTime, isWorthIt, timesAsFast } from './engineTimes';

/** An engine that could make all clips of a render. */
export interface EngineAtHand {
  readonly name: EngineName;
  /** Of the browser's own codecs. */
  readonly encoder: BrowserEncoder | null;
  /** Clips that it can make at one time; `null`: any number. */
  readonly sessions: number | null;
}

/** An engine for all clips of a render. */
export interface Engine extends EngineAtHand {
  /** Why it is this one: a sentence for a person. */
  readonly reason: string;
}

/** What a person chose, and what there is. */
export interface Engines {
  readonly choice: EngineChoice;
  /** The browser's encoders that were seen to work, and why others do not. */
  readonly trial: EncoderTrial;
}

const NOT_ASKED: EncoderTrial = { encoders: [], failures: [] };

const FFMPEG: EngineAtHand = { name: 'ffmpeg', encoder: null, sessions: null };

/** @param workers most clips that are made at one time */
export const findEngines = async (
  choice: EngineChoice,
  size: Size,
  fps: number,
  workers: number,
): Promise<Engines> => ({
  choice,
  trial: choice === 'ffmpeg' ? NOT_ASKED : await browserEncoders(size, fps, workers),
});

const inWords = ({ config }: BrowserEncoder): string =>
  `encodes ${config.codec} in ${config.hardwareAcceleration === 'prefer-hardware' ? 'hardware' : 'software'}`;

interface Timed {
  readonly engine: EngineAtHand;
  readonly encoder: BrowserEncoder;
  readonly time: EngineTime;
}

/** What it takes to choose. */
export interface EngineQuestion {
  /** What a render would take by this engine. */
  readonly timeOf: (engine: EngineAtHand) => Promise<EngineTime>;
  /** The engine that made the first part of a video that is continued; `null`: none did. */
  readonly begunBy: EngineName | null;
}

/** Whether `auto` takes the browser's encoder instead of ffmpeg, and why. */
const preferred = (
  { time, encoder }: Timed,
  ffmpeg: EngineTime,
  begunBy: EngineName | null,
): { readonly browser: boolean; readonly reason: string } => {
  if (begunBy !== null) {
    const reason = 'The video that is continued was begun with it.';
    return { browser: begunBy === 'webcodecs', reason };
  }
  const browser = isWorthIt(time, ffmpeg);
  const [taken, other] = browser ? [time, ffmpeg] : [ffmpeg, time];
  if (taken.kept > other.kept) {
    const clips = `${taken.kept} of ${taken.clips} clips`;
    return { browser, reason: `${clips} were made by it before and need not be encoded again.` };
  }
  const how = timesAsFast(time, ffmpeg);
  return browser
    ? { browser, reason: `The browser ${inWords(encoder)}, ${how}.` }
    : {
        browser,
        reason: `The browser ${inWords(encoder)}, but only ${how}, and ffmpeg’s files are smaller.`,
      };
};

/**
 * The engines that a render can be made with, in the order in which they are tried: where one fails in the middle, all
 * clips are made again by the next, since those of two engines cannot be joined. A person's choice wins; `auto` is what is
 * expected to be done first. (An engine that needs not encode at all has its place before these.)
 */
export const chooseEngines = async (
  { choice, trial }: Engines,
  { timeOf, begunBy }: EngineQuestion,
): Promise<Engine[]> => {
  if (choice === 'ffmpeg') return [{ ...FFMPEG, reason: 'It was chosen.' }];
  const browser = await Promise.all(
    trial.encoders.map(async ({ encoder, sessions }): Promise<Timed> => {
      const engine: EngineAtHand = { name: 'webcodecs', encoder, sessions };
      return { engine, encoder, time: await timeOf(engine) };
    }),
  );
  const [best] = browser.sort((one, other) => one.time.ms - other.time.ms);
  if (!best) {
    const failures = trial.failures.join('; ') || 'it is too large';
    return [{ ...FFMPEG, reason: `The browser cannot encode such a video: ${failures}.` }];
  }
  const answer = choice === 'auto' ? preferred(best, await timeOf(FFMPEG), begunBy) : null;
  if (answer && !answer.browser) return [{ ...FFMPEG, reason: answer.reason }];
  const [, ...others] = browser;
  const chosen = `It was chosen, and the browser ${inWords(best.encoder)}.`;
  return [
    { ...best.engine, reason: answer?.reason ?? chosen },
    ...others.map(({ engine, encoder }) => ({
      ...engine,
      reason: `The browser’s first encoder failed; this one ${inWords(encoder)}.`,
    })),
    { ...FFMPEG, reason: 'The browser’s own encoder failed.' },
  ];
};
