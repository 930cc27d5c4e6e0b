import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { feedFfmpeg } from './ffmpegPipe';

const NARRATION = [
  'The sun comes up, and somewhere a day begins.',
  'Mist between the hills. Light under water. Rain on a quiet pond.',
  'The city turns on its lamps, and the northern sky answers.',
  'Six clips and one voice: a film, made right here in your browser. Nothing was uploaded.',
].join('\n\n');

/** A British voice, lower than usual, with a small gap between the words; about 20 seconds in all. */
const VOICE = ['-v', 'en-gb', '-s', '165', '-p', '40', '-g', '1'];

/** Takes the buzz out of the synthetic voice, evens its loudness and puts it into a small room. */
const POLISH = [
  'highpass=f=85',
  'equalizer=f=220:t=q:w=1:g=2.5',
  'equalizer=f=3200:t=q:w=1:g=-4',
  'lowpass=f=7500',
  'acompressor=threshold=-22dB:ratio=2.5:attack=8:release=120',
  'aecho=0.9:0.6:19|37|61:0.16|0.1|0.06',
  'loudnorm=I=-17:TP=-2:LRA=7',
  'adelay=250',
  'apad=pad_dur=0.4',
].join(',');

/**
 * Speaks the narration with espeak-ng into a mono FLAC: its length is exact to the sample, whoever reads it, which is not
 * so for MP3.
 */
export const speakVoiceOver = async (path: string): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'cliploom-voice-'));
  try {
    const spoken = join(folder, 'spoken.wav');
    const { status, stderr } = spawnSync('espeak-ng', [...VOICE, '-w', spoken, NARRATION], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`espeak-ng ended with ${status}: ${stderr}`);
    const flac = ['-c:a', 'flac', '-compression_level', '12', '-sample_fmt', 's16'];
    const mono = ['-ar', '24000', '-ac', '1', '-fflags', '+bitexact'];
    await feedFfmpeg(['-i', spoken, '-af', POLISH, ...flac, ...mono, path], []);
  } finally {
    await rm(folder, { recursive: true });
  }
};
