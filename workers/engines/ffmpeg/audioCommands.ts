import { AUDIO_SAMPLE_RATE } from '../../../src/shared/units';
import { RUN_OPTIONS } from './runOptions';

/** What every sound becomes before anything else is done to it. */
const STANDARD_SOUND = `aresample=${AUDIO_SAMPLE_RATE},aformat=sample_fmts=fltp:channel_layouts=stereo`;

const audioInput = (path: string): string[] => [
  ...RUN_OPTIONS,
  ...['-threads', '1', '-i', path, '-map', '0:a:0', '-vn', '-sn', '-dn'],
];

/** Decodes to nothing and lets `astats` count the samples. */
export const measureAudioCommand = (path: string): string[] => [
  ...audioInput(path),
  ...['-af', `${STANDARD_SOUND},astats=measure_perchannel=none`],
  ...['-f', 'null', '-'],
];

/** Where bare samples are written to and read from: 32-bit floats, stereo, channels side by side. */
export const SAMPLES_DEVICE = '/samples';
const BARE_SAMPLES = ['-f', 'f32le'];

/** Decodes to bare samples. `-y`: the device they are written to is there already. */
export const decodeAudioCommand = (path: string): string[] => [
  ...audioInput(path),
  ...['-af', STANDARD_SOUND, '-c:a', 'pcm_f32le', '-threads', '1'],
  ...['-y', ...BARE_SAMPLES, SAMPLES_DEVICE],
];

export const AUDIO_OUTPUT = 'audio.mp4';

/** AAC-LC, 192 kbit/s, stereo. */
const ENCODED = [
  ...['-c:a', 'aac', '-b:a', '192k', '-threads', '1'],
  ...['-map_metadata', '-1', '-f', 'mp4', AUDIO_OUTPUT],
];

/** A sound file, cut or padded with silence to the sample. */
export const encodeAudioCommand = (samples: number, path: string): string[] => [
  ...audioInput(path),
  ...['-af', `${STANDARD_SOUND},asetpts=N/SR/TB,apad=whole_len=${samples},atrim=end_sample=${samples}`],
  ...ENCODED,
];

/** Bare samples, as many as there are. */
export const encodeSamplesCommand = (): string[] => [
  ...RUN_OPTIONS,
  ...['-threads', '1', ...BARE_SAMPLES, '-ar', `${AUDIO_SAMPLE_RATE}`, '-ac', '2', '-i', SAMPLES_DEVICE],
  ...ENCODED,
];
