/** Words of the settings, of all clips and of one, and of the sound. */
import type { EngineChoice, Fit, KenBurns, Mode, Size, Transition } from '../../../render';
import type { Encoding, Quality } from '../../../shared/encoding';
import { formatCount, formatDuration, formatNumber } from '../../format';
import { percent } from './counts';
import { codecs, containers } from './names';

const fits: Record<Fit, string> = {
  cover: 'Fill the picture (crops)',
  contain: 'Show the whole clip (bars)',
  blur: 'Show the whole clip (blurred sides)',
};

const qualities: Record<Quality, string> = {
  draft: 'Draft (fast, small)',
  standard: 'Standard',
  high: 'High (slow, large)',
};

const modes: Record<Mode, string> = {
  random: 'Shuffled, all parts',
  sequential: 'As listed, beginnings only',
};

const transitions: Record<Transition, string> = {
  none: 'None',
  'fade-in': 'Fade in',
  'fade-out': 'Fade out',
  'slide-in': 'Slide in',
  'slide-out': 'Slide out',
  'zoom-in': 'Zoom in',
  'zoom-out': 'Zoom out',
  shuffle: 'Shuffled',
  crossfade: 'Crossfade into the next',
  'dip-to-black': 'Through black to the next',
  wipe: 'Wipe to the next',
  'slide-over': 'Next one slides over',
};

const kenBurns: Record<KenBurns, string> = {
  in: 'Slowly closer',
  out: 'Slowly away',
  pan: 'Slowly across',
  none: 'Held still',
};

const engines: Record<EngineChoice, string> = {
  auto: 'What is fastest here',
  ffmpeg: 'ffmpeg (smaller files, the same on every computer)',
  webcodecs: 'The browser’s own codecs',
  copy: 'Copying, where clips are already what is wanted',
};

export const look = {
  sound: {
    heading: 'Sound',
    voiceVolume: (factor: number) => `Voice volume: ${percent(factor)}`,
    voiceGap: 'Pause between voice-overs (seconds)',
    musicVolume: (factor: number) => `Music volume: ${percent(factor)}`,
    clipVolume: (factor: number) =>
      factor === 0 ? 'Clip sound: left out' : `Clip sound: ${percent(factor)}`,
    duck: 'Music and clips quieter under the voice',
    even: (target: number) => `Usual loudness (−${formatCount(Math.abs(target))} LUFS)`,
  },

  own: {
    heading: 'Only this clip',
    headingOf: (name: string, count: number) =>
      `Only this clip${count === 0 ? '' : `, ${count} set`}: “${name}”`,
    count: (count: number) => `${count} set`,
    asAll: 'As for all clips',
    reset: 'As for all again',
    inPoint: 'Begin at (seconds)',
    inHint: 'Empty: at its begin.',
    outPoint: 'End at (seconds)',
    outHint: 'Empty: at its end.',
    speed: 'Playback speed of this clip',
    volume: 'Own sound (percent)',
    stillDuration: 'Shown for (seconds)',
    kenBurns: 'Slow move',
    fit: 'Fit of this clip',
    transition: 'Transition of this clip',
    outBeforeIn: 'The end must be after the begin.',
    inAfterEnd: (seconds: number) => `The clip is only ${formatDuration(seconds)} long.`,
  },

  settings: {
    heading: 'Settings',
    shape: 'Shape',
    // Without spaces: it has to fit into a narrow list.
    shapes: (name: string, { width, height }: Size) => `${name} · ${width}×${height}`,
    width: 'Width (pixels)',
    height: 'Height (pixels)',
    fps: 'Frame rate',
    fit: 'Fit',
    fits,
    mode: 'Order',
    modes,
    seed: 'Seed',
    seedHint: 'The same seed gives the same order again.',
    reshuffle: 'Reshuffle',
    reshuffled: (seed: number) => `New order, seed ${seed}.`,
    clipDuration: 'Longest clip (seconds)',
    clipDurationHint: 'Longer clips are cut to this.',
    duration: 'Video length (seconds)',
    durationHint: 'Empty: as long as its clips. A voice-over decides it itself.',
    quality: 'Quality',
    qualityHint: 'Better takes longer, and makes larger files.',
    qualities,
    format: 'Format',
    formatHint: 'H.264 plays everywhere. The others need a browser that encodes them.',
    formatLacking: 'This browser does not encode it. Choose another format.',
    formats: ({ container, codec }: Pick<Encoding, 'container' | 'codec'>, lacking: boolean) =>
      `${containers[container]}, ${codecs[codec]}${lacking ? ' – not in this browser' : ''}`,
    motion: 'More motion',
    barColor: 'Colour of the bars',
    speed: 'Playback speed',
    speedHint: '1 is as filmed.',
    transition: 'Transition',
    transitions,
    transitionDuration: 'Length of a transition (seconds)',
    transitionDurationHint: 'Half of a clip at most.',
    kenBurns: 'Pictures move',
    kenBurnsMoves: kenBurns,
    startFade: 'Fade from black at the start (seconds)',
    endFade: 'Fade to black at the end (seconds)',
    advanced: 'Advanced',
    size: 'Custom size',
    engine: 'Made by',
    engineHint: 'What encodes the clips. What was measured on this computer decides, unless you do.',
    engines,
    workers: 'Workers',
    workersHint: 'How many clips are encoded at once. Empty: what suits this computer.',
    needsNumber: 'Enter a number.',
    sizeRange: (min: number, max: number) =>
      `Enter even numbers from ${formatNumber(min)} to ${formatNumber(max)}.`,
    seedRange: 'Enter a whole number from 0.',
    range: (min: number, max: number) => `Enter a number from ${formatNumber(min)} to ${formatNumber(max)}.`,
    rangeOrEmpty: (min: number, max: number) =>
      `Enter a number from ${formatNumber(min)} to ${formatNumber(max)}, or leave the field empty.`,
    workersRange: (min: number, max: number) =>
      `Enter a whole number from ${min} to ${max}, or leave the field empty.`,
  },
};
