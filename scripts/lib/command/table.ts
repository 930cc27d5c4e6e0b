import { parseArgs } from 'node:util';

/** All options there are. */
export const OPTIONS = {
  aspect: { type: 'string' },
  audio: { type: 'string', multiple: true },
  'bar-color': { type: 'string' },
  browser: { type: 'string' },
  'caption-font': { type: 'string' },
  'caption-style': { type: 'string' },
  chaos: { type: 'string' },
  'clip-duration': { type: 'string' },
  'clip-timeout': { type: 'string' },
  'clip-volume': { type: 'string' },
  codec: { type: 'string' },
  container: { type: 'string' },
  duck: { type: 'string' },
  duration: { type: 'string' },
  'end-fade': { type: 'string' },
  engine: { type: 'string' },
  fit: { type: 'string' },
  fps: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  'ken-burns': { type: 'string' },
  loudness: { type: 'string' },
  mode: { type: 'string' },
  music: { type: 'string' },
  'music-fade-in': { type: 'string' },
  'music-fade-out': { type: 'string' },
  'music-start': { type: 'string' },
  'music-volume': { type: 'string' },
  'no-cache': { type: 'boolean' },
  'no-drawn-subtitles': { type: 'boolean' },
  'no-isolation': { type: 'boolean' },
  out: { type: 'string' },
  profile: { type: 'string' },
  project: { type: 'string' },
  quality: { type: 'string' },
  report: { type: 'string' },
  seed: { type: 'string' },
  sidecar: { type: 'string' },
  'simulate-cores': { type: 'string' },
  size: { type: 'string' },
  'soft-subtitles': { type: 'boolean' },
  speed: { type: 'string' },
  'stall-timeout': { type: 'string' },
  'start-fade': { type: 'string' },
  'stop-on-problem': { type: 'boolean' },
  'subtitle-encoding': { type: 'string' },
  subtitles: { type: 'string' },
  threads: { type: 'string' },
  timeout: { type: 'string' },
  transition: { type: 'string' },
  'transition-duration': { type: 'string' },
  'voice-gap': { type: 'string' },
  'voice-volume': { type: 'string' },
  watermark: { type: 'string' },
  'watermark-corner': { type: 'string' },
  'watermark-margin': { type: 'string' },
  'watermark-opacity': { type: 'string' },
  'watermark-size': { type: 'string' },
} as const;

const isNumber = (text: string | undefined): text is string => /^-?\d*\.?\d+$/.test(text ?? '');

/**
 * Ties to an option's name what the parser could not know to belong to it: a negative number, which looks like an option
 * (`--loudness -14`), and the number that `--duck` may have or not.
 */
const tied = (args: readonly string[]): string[] => {
  const [name, value] = args;
  if (name === undefined || name === '--') return [...args];
  const isNegative = name.startsWith('--') && !name.includes('=') && value?.startsWith('-');
  if (isNumber(value) && (isNegative || name === '--duck'))
    return [`${name}=${value}`, ...tied(args.slice(2))];
  return [name === '--duck' ? '--duck=12' : name, ...tied(args.slice(1))];
};

/** @throws Error saying which option there is not, or what it lacks */
export const readOptions = (args: readonly string[]) =>
  parseArgs({ args: tied(args), options: OPTIONS, allowPositionals: true, strict: true });

/** The options as they were typed. */
export type Values = ReturnType<typeof readOptions>['values'];

/** Options whose value is a text of which there is one at most. */
type TextName = {
  [Name in keyof Values]-?: Values[Name] extends string | undefined ? Name : never;
}[keyof Values];

/** @throws Error if it is no number */
export const numberOf = (values: Values, name: TextName): number | undefined => {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new Error(`--${name} must be a number, not "${text}".`);
  return value;
};
