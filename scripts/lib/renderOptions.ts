import { parseArgs } from 'node:util';
import { ASPECTS, type PlanOptions, resolvePlanSettings, TRANSITIONS } from '../../src/plan/settings';
import { resolveSoundSettings, type SoundOptions } from '../../src/plan/sound';
import { resolveWatermarkSettings, WATERMARK_CORNERS, type WatermarkOptions } from '../../src/plan/watermark';
import { ENGINES } from '../../src/render/types';
import type { Size } from '../../src/shared/media';
import { type Chaos, FAULTS, parseChaos } from './chaos';
import type { RenderSettings } from './pageRender';

/** What `npm run render` is asked to do. Paths are as they were typed. */
export interface RenderCommand {
  readonly clips: readonly string[];
  /** Voice-overs in the order in which they are spoken. */
  readonly audio: readonly string[];
  readonly music: string | undefined;
  readonly subtitles: string | undefined;
  /** JSON file that says how they are drawn. */
  readonly captionStyle: string | undefined;
  readonly captionFont: string | undefined;
  readonly watermark: ({ readonly path: string } & WatermarkOptions) | undefined;
  readonly out: string;
  readonly report: string | undefined;
  /** Subtitle file to write beside the video: `.srt` or `.vtt`. */
  readonly sidecar: string | undefined;
  readonly settings: RenderSettings;
  readonly simulateCores: number | undefined;
  readonly browserPath: string | undefined;
  readonly isolation: boolean;
  /** For tests: faults of the page's workers. */
  readonly chaos: Chaos | undefined;
  /** Bound for the whole render. */
  readonly timeoutSeconds: number;
}

export type ParsedRender =
  | { readonly kind: 'render'; readonly command: RenderCommand }
  | { readonly kind: 'help' }
  | { readonly kind: 'usage'; readonly message: string };

const TIMEOUT_SECONDS = 3600;

export const RENDER_HELP = `Makes one MP4 out of clips and a voice-over, in a browser without a window.

  npm run --silent render -- --audio voice.mp3 --out out.mp4 [options] clip1.mp4 clip2.mp4 …

  --out FILE            the MP4 to write
  --audio FILE          the voice-over; the video is as long as it is. Without: as long as the clips. Given several
                        times: one after the other
  --aspect A            ${ASPECTS.join(', ')} (default 9:16)
  --size WxH            a size in pixels instead, even numbers
  --fps N               24, 25, 30, 50 or 60 (default 30)
  --duration S          length of the video without a voice-over (default: as long as its clips)
  --fit F               cover (fill and crop, default), contain (bars) or blur (over a blurred copy)
  --bar-color C         colour of the bars, like #1a2b3c (default black)
  --speed N             playback speed of the clips, 0.5–2 (default 1)
  --transition T        of each clip: ${TRANSITIONS.join(', ')} (default none)
  --transition-duration S  length of a transition in seconds (default 1)
  --ken-burns M         slow move over stills: in, out, pan or none (default in)
  --start-fade S        fade of the whole video from black, in seconds (default 0)
  --end-fade S          fade of the whole video to black, in seconds (default 0)
  --mode M              random (all pieces of all clips, shuffled, default) or sequential (one piece a clip, in order)
  --seed N              seed for random (default 0)
  --clip-duration S     longest piece taken from a clip, in seconds (default 5)
  --voice-gap S         silence between one voice-over and the next, in seconds (default 0.5)
  --voice-volume F      factor on the voice-over, 0–5 (default 1)
  --music FILE          music, repeated for the length of the video
  --music-volume F      factor on the music, 0–2 (default 0.2)
  --music-start S       second of the music at which it starts (default 0)
  --music-fade-in S     seconds in which it gets louder at the begin (default 0)
  --music-fade-out S    seconds in which it gets quieter at the end (default 3)
  --clip-volume F       factor on the clips' own sound, 0–2 (default 0: left out)
  --duck [DB]           music and clips get so much quieter while the voice speaks (off by default; without a number 12 dB)
  --loudness LUFS       loudness of the whole, such as -14 (default: as it comes)
  --subtitles FILE      what is read when: an SRT, WebVTT or ASS file
  --subtitle-encoding E its encoding, such as gb18030 (default: guessed)
  --caption-style FILE  how they are drawn, as JSON: font, size, color, box, position … (docs/captions.md)
  --caption-font FILE   a font file for them: TTF, OTF, WOFF or WOFF2
  --no-drawn-subtitles  do not draw them over the pictures
  --soft-subtitles      give the video a track of the subtitles that players can show or hide
  --sidecar FILE        write the subtitles as the video has them into an .srt or .vtt file
  --watermark FILE      a picture over the whole video
  --watermark-corner C  ${WATERMARK_CORNERS.join(', ')} (default top-right)
  --watermark-margin P  distance from the edges, in percent of the shorter side (default 4)
  --watermark-size P    its width, in percent of the video's (default 12)
  --watermark-opacity F from 0 to 1 (default 1)
  --threads N           number of workers, 1–16 (default: what suits the machine)
  --engine E            ${ENGINES.join(' or ')} (default auto)
  --clip-timeout S      longest time for one clip, in seconds (default 300)
  --stall-timeout S     longest time without progress on a clip, in seconds (default 30)
  --stop-on-problem     end with an error at the first clip that cannot be used, instead of leaving it out
  --report FILE         write what happened to every clip, and the figures, as JSON
  --timeout S           longest time for the whole render, in seconds (default ${TIMEOUT_SECONDS})
  --browser FILE        the Chromium to use (default: CLIPLOOM_BROWSER, or the first that is found)
  --simulate-cores N    let page, workers and threads see a machine of N cores
  --no-isolation        serve the page without cross-origin isolation: single-threaded core
  --chaos SPEC          for tests: workers with faults, like kill:5,hang:7 (one clip in five, one in seven on average);
                        ${FAULTS.join(', ')}; drawn with --seed
  --help                this text

Exit status: 0 complete; 1 failed, nothing written; 2 wrong usage; 3 complete, but with clips left out;
130 stopped with Ctrl-C.
`;

const OPTIONS = {
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
  'no-drawn-subtitles': { type: 'boolean' },
  'no-isolation': { type: 'boolean' },
  out: { type: 'string' },
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

/** Limits of the numbers that no other part of the project checks before the page does. */
const LIMITS = {
  threads: { min: 1, max: 16, whole: true },
  'simulate-cores': { min: 1, max: 1024, whole: true },
  'clip-timeout': { min: 1, max: 86_400, whole: false },
  'stall-timeout': { min: 1, max: 86_400, whole: false },
  timeout: { min: 1, max: 604_800, whole: false },
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

const parse = (args: readonly string[]) =>
  parseArgs({ args: tied(args), options: OPTIONS, allowPositionals: true, strict: true });
type Values = ReturnType<typeof parse>['values'];
type NumberName = Exclude<
  keyof Values & keyof typeof OPTIONS,
  'audio' | 'help' | 'no-drawn-subtitles' | 'no-isolation' | 'soft-subtitles' | 'stop-on-problem'
>;

const numberOf = (values: Values, name: NumberName): number | undefined => {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new Error(`--${name} must be a number, not "${text}".`);
  return value;
};

const limited = (values: Values, name: keyof typeof LIMITS): number | undefined => {
  const value = numberOf(values, name);
  const { min, max, whole } = LIMITS[name];
  if (value === undefined || (value >= min && value <= max && (!whole || Number.isInteger(value))))
    return value;
  throw new Error(
    `--${name} must be a ${whole ? 'whole number' : 'number'} from ${min} to ${max}, not ${value}.`,
  );
};

const sizeOf = (values: Values): Size | undefined => {
  if (values.size === undefined) return undefined;
  if (values.aspect !== undefined) throw new Error('Give either --aspect or --size, not both.');
  const [, width, height] = /^(\d+)[x×](\d+)$/i.exec(values.size) ?? [];
  if (width === undefined || height === undefined)
    throw new Error(`--size must be like 1080x1920, not "${values.size}".`);
  return { width: Number(width), height: Number(height) };
};

const planOptions = (values: Values): PlanOptions => {
  // Words are not checked here but by the plan itself, in the next line, in one place for page and shell.
  const options = {
    aspect: values.aspect,
    size: sizeOf(values),
    fps: numberOf(values, 'fps'),
    fit: values.fit,
    mode: values.mode,
    seed: numberOf(values, 'seed'),
    maxClipDuration: numberOf(values, 'clip-duration'),
    barColor: values['bar-color'],
    speed: numberOf(values, 'speed'),
    transition: values.transition,
    transitionDuration: numberOf(values, 'transition-duration'),
    startFade: numberOf(values, 'start-fade'),
    endFade: numberOf(values, 'end-fade'),
    kenBurns: values['ken-burns'],
    duration: numberOf(values, 'duration'),
  } as PlanOptions;
  resolvePlanSettings(options);
  return options;
};

const soundOptions = (values: Values): SoundOptions => {
  const depthDb = numberOf(values, 'duck');
  const options: SoundOptions = {
    voiceVolume: numberOf(values, 'voice-volume'),
    voiceGap: numberOf(values, 'voice-gap'),
    musicVolume: numberOf(values, 'music-volume'),
    musicStart: numberOf(values, 'music-start'),
    clipVolume: numberOf(values, 'clip-volume'),
    musicFadeIn: numberOf(values, 'music-fade-in'),
    musicFadeOut: numberOf(values, 'music-fade-out'),
    duck: depthDb === undefined ? undefined : { depthDb },
    loudness: numberOf(values, 'loudness'),
  };
  resolveSoundSettings(options);
  return options;
};

/** What the video gets of a subtitle file; without one, nothing of it makes sense. */
const subtitleOptions = (values: Values) => {
  const { subtitles, sidecar, 'subtitle-encoding': encoding, 'soft-subtitles': soft } = values;
  const { 'caption-style': captionStyle, 'caption-font': captionFont } = values;
  const needing = [
    ['--caption-style', captionStyle],
    ['--caption-font', captionFont],
    ['--subtitle-encoding', encoding],
    ['--soft-subtitles', soft],
    ['--sidecar', sidecar],
  ].find(([, value]) => value !== undefined);
  if (subtitles === undefined && needing) throw new Error(`${needing[0]} needs --subtitles.`);
  if (sidecar !== undefined && !/\.(?:srt|vtt)$/i.test(sidecar))
    throw new Error(`--sidecar must end in .srt or .vtt, not "${sidecar}".`);
  const drawn = values['no-drawn-subtitles'] ? false : undefined;
  const settings = { subtitleEncoding: encoding, softSubtitles: soft, drawSubtitles: drawn };
  return { subtitles, sidecar, captionStyle, captionFont, settings };
};

const watermarkOf = (values: Values): RenderCommand['watermark'] => {
  const options = {
    corner: values['watermark-corner'] as WatermarkOptions['corner'],
    margin: numberOf(values, 'watermark-margin'),
    size: numberOf(values, 'watermark-size'),
    opacity: numberOf(values, 'watermark-opacity'),
  };
  resolveWatermarkSettings(options);
  return values.watermark === undefined ? undefined : { path: values.watermark, ...options };
};

const engineOf = ({ engine }: Values): RenderSettings['engine'] => {
  const known = ENGINES.find((name) => name === engine);
  if (engine !== undefined && known === undefined) {
    throw new Error(`--engine must be one of ${ENGINES.join(', ')}, not ${engine}.`);
  }
  return known;
};

const toCommand = (values: Values, clips: readonly string[]): RenderCommand => {
  if (values.out === undefined || values.out === '')
    throw new Error('Say where to write the video: --out out.mp4.');
  if (clips.length === 0) throw new Error('Name at least one clip.');
  const { settings: subtitleSettings, ...subtitleFiles } = subtitleOptions(values);
  return {
    clips,
    audio: values.audio ?? [],
    music: values.music,
    ...subtitleFiles,
    watermark: watermarkOf(values),
    out: values.out,
    report: values.report,
    settings: {
      ...planOptions(values),
      ...soundOptions(values),
      ...subtitleSettings,
      threads: limited(values, 'threads'),
      engine: engineOf(values),
      clipTimeout: limited(values, 'clip-timeout'),
      stallTimeout: limited(values, 'stall-timeout'),
      onProblem: values['stop-on-problem'] ? 'stop' : undefined,
    },
    simulateCores: limited(values, 'simulate-cores'),
    browserPath: values.browser,
    isolation: values['no-isolation'] !== true,
    chaos: values.chaos === undefined ? undefined : parseChaos(values.chaos, numberOf(values, 'seed') ?? 0),
    timeoutSeconds: limited(values, 'timeout') ?? TIMEOUT_SECONDS,
  };
};

/** Reads the arguments of `npm run render`. Looks at no file; never throws. */
export const parseRenderArgs = (args: readonly string[]): ParsedRender => {
  try {
    const { values, positionals } = parse(args);
    if (values.help) return { kind: 'help' };
    return { kind: 'render', command: toCommand(values, positionals) };
  } catch (thrown) {
    return { kind: 'usage', message: thrown instanceof Error ? thrown.message : String(thrown) };
  }
};
