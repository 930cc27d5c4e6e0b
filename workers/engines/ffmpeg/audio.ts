import { RenderError } from '../../../src/shared/errors';
import type {
  EncodeAudioJob,
  EncodedAudio,
  MeasureAudioJob,
  MeasuredAudio,
  SoundSource,
} from '../../../src/shared/jobs';
import type { OnJobProgress } from '../../../src/shared/protocol';
import { AUDIO_SAMPLE_RATE, samples } from '../../../src/shared/units';
import { readEncodedAudio } from '../../packets';
import { mix } from '../../sound/mix';
import { PcmStore } from '../../sound/pcmStore';
import { CHANNELS, type Sound } from '../../sound/sound';
import {
  AUDIO_OUTPUT,
  decodeAudioCommand,
  encodeAudioCommand,
  encodeSamplesCommand,
  measureAudioCommand,
  SAMPLES_DEVICE,
} from './audioCommands';
import { explain } from './failures';
import type { FFmpegSession } from './session';
import { wholeFile } from './wholeFile';

const noSound = (sourceName: string): RenderError =>
  new RenderError({ category: 'unreadable-source', message: `“${sourceName}” has no sound in it.` });

export const measureAudio = (session: FFmpegSession, job: MeasureAudioJob): Promise<MeasuredAudio> =>
  explain(job.sourceName, async () => {
    const { path, files } = await wholeFile(job.source);
    const run = await session.ffmpeg(measureAudioCommand(path), files);
    const counted = run.log.map((line) => /Number of samples: (\d+)/.exec(line)?.[1]).find(Boolean);
    if (!counted || Number(counted) === 0) throw noSound(job.sourceName);
    return { samples: samples(Number(counted)) };
  });

export const encodeAudio = (
  session: FFmpegSession,
  job: EncodeAudioJob,
  onProgress: OnJobProgress,
): Promise<EncodedAudio> => {
  const onTime = (seconds: number): void =>
    onProgress(Math.min(job.samples, Math.max(0, Math.round(seconds * AUDIO_SAMPLE_RATE))), job.samples);
  const only = untouched(job);
  return only ? encodeFile(session, only, job, onTime) : encodeMix(session, job, onTime);
};

/** The voice-over, where it is all there is and goes into the video as it is. */
const untouched = ({ voices, music, settings }: EncodeAudioJob): SoundSource | null =>
  voices.length === 1 && !music && settings.voiceVolume === 1 && settings.loudness === null
    ? (voices[0] ?? null)
    : null;

const encodeFile = (
  session: FFmpegSession,
  { source, sourceName }: SoundSource,
  job: EncodeAudioJob,
  onTime: (seconds: number) => void,
): Promise<EncodedAudio> =>
  explain(sourceName, async () => {
    const { path, files } = await wholeFile(source);
    const command = encodeAudioCommand(job.samples, path);
    const run = await session.ffmpeg(command, { ...files, read: AUDIO_OUTPUT }, onTime);
    return readEncodedAudio(run.output, job.samples);
  });

/** ffmpeg only decodes and encodes; what is heard is computed here, to the sample, while the encoder reads it. */
const encodeMix = (
  session: FFmpegSession,
  job: EncodeAudioJob,
  onTime: (seconds: number) => void,
): Promise<EncodedAudio> =>
  explain(job.sourceName, async () => {
    const voices: Sound[] = [];
    for (const voice of job.voices) voices.push(await decode(session, voice));
    const music = job.music && (await decode(session, job.music));
    if (music && music.length <= job.settings.musicStart) throw startsTooLate(job.music?.sourceName, music);
    const sound = mix({ voices, music }, job.settings, job.samples);
    const device = { path: SAMPLES_DEVICE, read: bytesOf(sound) };
    const run = await session.ffmpeg(
      encodeSamplesCommand(),
      { devices: [device], read: AUDIO_OUTPUT },
      onTime,
    );
    return readEncodedAudio(run.output, job.samples);
  });

const decode = (session: FFmpegSession, { source, sourceName }: SoundSource): Promise<Sound> =>
  explain(sourceName, async () => {
    const { path, files } = await wholeFile(source);
    const store = new PcmStore();
    const device = { path: SAMPLES_DEVICE, write: (bytes: Uint8Array) => store.append(bytes) };
    await session.ffmpeg(decodeAudioCommand(path), { ...files, devices: [device] });
    const sound = store.sound();
    if (sound.length === 0) throw noSound(sourceName);
    return sound;
  });

const startsTooLate = (name: string | undefined, { length }: Sound): RenderError =>
  new RenderError({
    category: 'invalid-settings',
    message: `musicStart must be before the end of “${name}”, which is ${(length / AUDIO_SAMPLE_RATE).toFixed(2)} s long.`,
  });

/** Samples that are computed at once for the encoder, which asks for a few at a time. */
const READ_AHEAD = AUDIO_SAMPLE_RATE;

/** A sound's samples as bytes, from begin to end. */
const bytesOf = (sound: Sound): ((into: Uint8Array) => number) => {
  let next = 0;
  let ready = new Uint8Array();
  return (into) => {
    if (ready.length === 0) {
      const values = new Float32Array(Math.min(READ_AHEAD, sound.length - next) * CHANNELS);
      sound.read(next, values);
      next += values.length / CHANNELS;
      ready = new Uint8Array(values.buffer);
    }
    const part = ready.subarray(0, into.length);
    into.set(part);
    ready = ready.subarray(part.length);
    return part.length;
  };
};
