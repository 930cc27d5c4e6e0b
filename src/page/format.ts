/** Numbers as people read them, in the language of `text`: to be called where they are shown. */
import type { Container } from '../shared/encoding';
import type { Size } from '../shared/media';
import { locale } from './text/locale.svelte';

const numberFormats = new Map<string, Intl.NumberFormat>();

/** Making one takes a hundred times as long as using it, and a page of clips has thousands of numbers. */
const numberFormat = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = `${locale.tag} ${JSON.stringify(options)}`;
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(locale.tag, options);
  numberFormats.set(key, format);
  return format;
};

/**
 * Without `Intl`: the first number that a browser is asked to write takes as long as a part of the page's first sight.
 * @param value from 0 to below 1000, rounded
 */
const inFigures = (value: number): string =>
  String(value).replace(/[\d.]/g, (sign) => locale.facts.figures['0123456789.'.indexOf(sign)] ?? sign);

const number = (value: number, digits: number): string => {
  const rounded = Math.round(value * 10 ** digits) / 10 ** digits;
  if (rounded >= 0 && rounded < 1000) return inFigures(rounded);
  return numberFormat({ maximumFractionDigits: digits }).format(value);
};

const unit = (value: number, name: string, unitDisplay: 'long' | 'short', digits = 0): string =>
  numberFormat({ style: 'unit', unit: name, unitDisplay, maximumFractionDigits: digits }).format(value);

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A length: `4.6 s` below a minute, then `1:02`, `1:02:03`. */
export const formatDuration = (seconds: number): string => {
  if (seconds < 59.95) return locale.facts.seconds.replace('#', number(seconds, 1));
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)}` : `${minutes}:${twoDigits(rest)}`;
};

/** A place in a video, to the tenth of a second: `0:04.6`, `1:02:03.0`. Rounded down: the end is shown at the end only. */
export const formatPosition = (seconds: number): string => {
  const tenths = Math.floor(seconds * 10 + 1e-6);
  const whole = Math.floor(tenths / 10);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const end = `${twoDigits(rest)}.${tenths % 10}`;
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${end}` : `${minutes}:${end}`;
};

/** A time still to wait, rounded coarsely because it is a guess: `15 seconds`, `3 minutes`, `1 hour 20 minutes`. */
export const formatTimeLeft = (seconds: number): string => {
  if (seconds <= 55) return unit(Math.max(5, Math.ceil(seconds / 5) * 5), 'second', 'long');
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return unit(minutes, 'minute', 'long');
  const rest = minutes % 60;
  const hours = unit(Math.floor(minutes / 60), 'hour', 'long');
  if (rest === 0) return hours;
  const list = new Intl.ListFormat(locale.tag, { type: 'unit', style: 'narrow' });
  return list.format([hours, unit(rest, 'minute', 'long')]);
};

/** Decimal units, as file managers show them: `840 kB`, `12.3 MB`. */
export const formatBytes = (bytes: number): string =>
  bytes < 1e5
    ? unit(bytes / 1e3, 'kilobyte', 'short', 1)
    : unit(bytes / 1e6, 'megabyte', 'short', bytes < 1e8 ? 1 : 0);

export const formatFps = (fps: number): string => `${number(fps, 2)} fps`;

/** Width first, in every language: from right to left it would turn around (isolate of Unicode Standard Annex 9). */
export const formatSize = ({ width, height }: Size): string => {
  const shown = `${width} × ${height}`;
  return locale.facts.direction === 'rtl' ? `\u2066${shown}\u2069` : shown;
};

/** Up to two digits after the point: `0.25`, `1,500`. */
export const formatNumber = (value: number): string => number(value, 2);

export const formatCount = (count: number): string => number(count, 0);

/** The form of a word that goes with a number: languages have one to six of them. */
export const formatPlural = (
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string },
): string => forms[new Intl.PluralRules(locale.tag).select(count)] ?? forms.other;

/** Rounded down, so that 100 % is shown only when everything is done. */
export const percentOf = (fraction: number): number => Math.floor(Math.min(1, Math.max(0, fraction)) * 100);

const timedName = (when: Date): string => {
  const day = [when.getFullYear(), twoDigits(when.getMonth() + 1), twoDigits(when.getDate())].join('-');
  return `cliploom-${day}-${twoDigits(when.getHours())}${twoDigits(when.getMinutes())}`;
};

/** A name for a finished video, by local time: `cliploom-2026-11-24-1530.mp4`. */
export const videoFileName = (when: Date, container: Container): string => `${timedName(when)}.${container}`;

/** The same for a project: `cliploom-2026-11-24-1530.json`. */
export const projectFileName = (when: Date): string => `${timedName(when)}.json`;

/** Day and time as people here write it: `November 24, 2026 at 3:30 PM`. */
export const formatMoment = (when: Date): string =>
  new Intl.DateTimeFormat(locale.tag, { dateStyle: 'long', timeStyle: 'short' }).format(when);
