import { RenderError } from '../../../src/shared/errors';
import type {
  DecodeAudioJob,
  DecodedAudio,
  EncodeAudioJob,
  MeasureAudioJob,
  MeasuredAudio,
  MixedAudio,
  SoundSource,
} from '../../../src/shared/jobs';
import type { OnJobProgress } from '../../../src/shared/protocol';
import { AUDIO_SAMPLE_RATE, samples } from '../../../src/shared/units';
import { readEncodedAudio } from '../../packets';
import { clipParts } from '../../sound/clipParts';
import { mix } from '../../sound/mix';
import { BYTES_PER_SAMPLE, PcmStore } from '../../sound/pcmStore';
import { requireMusic } from '../../sound/requireMusic';
import { CHANNELS, type Sound } from '../../sound/sound';
import { untouched } from '../../sound/untouched';
import {
  AUDIO_OUTPUT,
  decodeAudioCommand,
  encodeAudioCommand,
  encodeSamplesCommand,
  SAMPLES_DEVICE,
} from './audioCommands';
import { decodeClips } from './clipSounds';
import { explain } from './failures';
import type { FFmpegSession } from './session';
import { SoundProgress } from './soundProgress';
import { wholeFile } from './wholeFile';

const noSound = (sourceName: string): RenderError =>
  new RenderError({ category: 'unreadable-source', message: `“${sourceName}” has no sound in it.` });

export const measureAudio = (session: FFmpegSession, job: MeasureAudioJob): Promise<MeasuredAudio> =>
  explain(job.sourceName, async () => {
    const { path, files } = await wholeFile(job.source);
    let bytes = 0;
    const count = (written: Uint8Array): void => {
      bytes += written.length;
    };
    // Counted here: ffmpeg's own filter for it (astats) takes longer than decoding.
    await session.ffmpeg(decodeAudioCommand(path), {
      ...files,
      devices: [{ path: SAMPLES_DEVICE, write: count }],
    });
    const counted = Math.floor(bytes / BYTES_PER_SAMPLE);
    if (counted === 0) throw noSound(job.sourceName);
    return { samples: samples(counted) };
  });

export const encodeAudio = (
  session: FFmpegSession,
  job: EncodeAudioJob,
  onProgress: OnJobProgress,
): Promise<MixedAudio> => {
  const only = untouched(job);
  return only ? encodeFile(session, only, job, onProgress) : encodeMix(session, job, onProgress);
};

const encodeFile = (
  session: FFmpegSession,
  { source, sourceName }: SoundSource,
  job: EncodeAudioJob,
  onProgress: OnJobProgress,
): Promise<MixedAudio> =>
  explain(sourceName, async () => {
    const steps = new SoundProgress(['encode'], job.samples, onProgress);
    const { path, files } = await wholeFile(source);
    const command = encodeAudioCommand(job.samples, path, job.codec);
    const run = await session.ffmpeg(command, { ...files, read: AUDIO_OUTPUT }, steps.onTime('encode'));
    return { ...(await readEncodedAudio(run.output, job.samples)), silent: [] };
  });

/** ffmpeg only decodes and encodes; what is heard is computed here, to the sample, while the encoder reads it. */
const encodeMix = (
  session: FFmpegSession,
  job: EncodeAudioJob,
  onProgress: OnJobProgress,
): Promise<MixedAudio> =>
  explain(job.sourceName, async () => {
    const steps = new SoundProgress(stepsOf(job), job.samples, onProgress);
    const voices: Sound[] = [];
    for (const [index, voice] of job.voices.entries()) {
      voices.push(await decode(session, voice, steps.onTime(`voice ${index}`)));
    }
    const music = job.music && (await decode(session, job.music, steps.onTime('music')));
    requireMusic(job, music);
    const decoded = await decodeClips(session, job.clips, (done) => steps.at('clips', done));
    const parts = { voices, music, clips: clipParts(job.clips, decoded) };
    const sound = mix(parts, job.settings, job.samples, (pass, done) =>
      steps.at(pass === 0 ? 'measure' : 'adjust', done),
    );
    const device = { path: SAMPLES_DEVICE, read: bytesOf(sound) };
    const command = encodeSamplesCommand(job.codec);
    const files = { devices: [device], read: AUDIO_OUTPUT };
    const run = await session.ffmpeg(command, files, steps.onTime('encode'));
    return { ...(await readEncodedAudio(run.output, job.samples)), silent: decoded.silent };
  });

/** What is to be done, in order. Bringing to a loudness takes a measurement more, seldom several. */
const stepsOf = ({ voices, music, clips, settings }: EncodeAudioJob): string[] => [
  ...voices.map((_, index) => `voice ${index}`),
  ...(music ? ['music'] : []),
  ...(clips.length > 0 ? ['clips'] : []),
  ...(settings.loudness === null ? [] : ['measure', 'adjust']),
  'encode',
];

const decodeToStore = (
  session: FFmpegSession,
  { source, sourceName }: SoundSource,
  onTime?: (seconds: number) => void,
): Promise<PcmStore> =>
  explain(sourceName, async () => {
    const { path, files } = await wholeFile(source);
    const store = new PcmStore();
    const device = { path: SAMPLES_DEVICE, write: (bytes: Uint8Array) => store.append(bytes) };
    await session.ffmpeg(decodeAudioCommand(path), { ...files, devices: [device] }, onTime);
    if (store.length === 0) throw noSound(sourceName);
    return store;
  });

const decode = async (
  session: FFmpegSession,
  source: SoundSource,
  onTime: (seconds: number) => void,
): Promise<Sound> => (await decodeToStore(session, source, onTime)).sound();

/** All of a sound, for a mix that is computed elsewhere. */
export const decodeAudio = async (session: FFmpegSession, job: DecodeAudioJob): Promise<DecodedAudio> => {
  const store = await decodeToStore(session, job);
  return { samples: samples(store.length), pcm: store.blobs() };
};

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
