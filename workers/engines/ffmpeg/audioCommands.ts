import type { EncodeAudioJob } from '../../../src/shared/jobs';
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

export const AUDIO_OUTPUT = 'audio.mp4';

/** AAC-LC, 192 kbit/s, stereo, cut or padded with silence to the sample. */
export const encodeAudioCommand = (job: EncodeAudioJob, path: string): string[] => [
  ...audioInput(path),
  ...[
    '-af',
    `${STANDARD_SOUND},asetpts=N/SR/TB,apad=whole_len=${job.samples},atrim=end_sample=${job.samples}`,
  ],
  ...['-c:a', 'aac', '-b:a', '192k', '-threads', '1'],
  ...['-map_metadata', '-1', '-f', 'mp4', AUDIO_OUTPUT],
];
