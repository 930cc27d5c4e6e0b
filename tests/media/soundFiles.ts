import { makeByFfmpeg } from './runFfmpeg';

const RATE = 48_000;
const AMPLITUDE = 0.3;
/** Six channels make one of these of stereo. ffmpeg's AAC encoder, at its faster setting, spoils tones that are much louder. */
const AMPLITUDE_IN_SURROUND = 0.12;

/** A kind of file that a voice-over can be. */
export interface SoundFormat {
  /** With the ending that decides the container. */
  readonly name: string;
  /** Default 48 kHz. */
  readonly rate?: number;
  /** Default 2. */
  readonly channels?: number;
  readonly args: readonly string[];
}

export const SOUND_FORMATS: readonly SoundFormat[] = [
  { name: '8-bit.wav', args: ['-c:a', 'pcm_u8'] },
  { name: '16-bit.wav', args: ['-c:a', 'pcm_s16le'] },
  { name: '24-bit.wav', args: ['-c:a', 'pcm_s24le'] },
  { name: '32-bit.wav', args: ['-c:a', 'pcm_s32le'] },
  { name: 'float.wav', args: ['-c:a', 'pcm_f32le'] },
  { name: 'vbr.mp3', args: ['-c:a', 'libmp3lame', '-q:a', '6'] },
  { name: 'opus.ogg', args: ['-c:a', 'libopus'] },
  { name: 'opus.webm', args: ['-c:a', 'libopus'] },
  { name: 'vorbis.ogg', args: ['-c:a', 'libvorbis'] },
  { name: 'aac.m4a', args: ['-c:a', 'aac'] },
  { name: 'flac.flac', args: ['-c:a', 'flac'] },
  { name: 'surround.wav', channels: 6, args: ['-c:a', 'pcm_s16le'] },
  { name: 'surround.m4a', channels: 6, args: ['-c:a', 'aac'] },
  { name: 'mono.wav', channels: 1, args: ['-c:a', 'pcm_s16le'] },
  { name: '8-khz.wav', rate: 8000, args: ['-c:a', 'pcm_s16le'] },
  { name: '22-khz.mp3', rate: 22_050, args: ['-c:a', 'libmp3lame'] },
  { name: '44-khz.wav', rate: 44_100, args: ['-c:a', 'pcm_s16le'] },
  { name: '96-khz.wav', rate: 96_000, args: ['-c:a', 'pcm_s24le'] },
];

/** The length of the files: no whole number of frames at any sample rate, nor of packets. */
const SECONDS = 1.61;

/** A tone that rises from one pitch to another: like itself at one place only. */
const rising = (from: number, to: number, seconds: number, amplitude = AMPLITUDE): string =>
  `${amplitude}*sin(2*PI*t*(${from}+${(to - from) / (2 * seconds)}*t))`;

/** Makes a file of a format: a tone that rises by 400 Hz, in all channels alike. Each pitch makes another sound. */
export const makeSoundFile = (
  path: string,
  { rate = RATE, channels = 2, args }: SoundFormat,
  pitch = 440,
): Promise<void> => {
  const amplitude = channels > 2 ? AMPLITUDE_IN_SURROUND : AMPLITUDE;
  const wave = rising(pitch, pitch + 400, SECONDS, amplitude);
  const source = `aevalsrc='${Array(channels).fill(wave).join('|')}':sample_rate=${rate}:duration=${SECONDS}`;
  return makeByFfmpeg(path, ['-f', 'lavfi', '-i', source, ...args]);
};

/** A short sound that is unlike all of them: its place in a mix can be told to the sample. */
export const makeMark = (path: string): Promise<void> => {
  const wave = rising(2000, 6000, 0.05);
  const source = `aevalsrc='${wave}|${wave}':sample_rate=${RATE}:duration=0.05`;
  return makeByFfmpeg(path, ['-f', 'lavfi', '-i', source, '-c:a', 'pcm_s24le']);
};
