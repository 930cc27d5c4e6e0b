import {
  MP4,
  Mp4OutputFormat,
  type Output,
  type VideoCodec as TrackCodec,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';
import type { Container, VideoCodec } from '../shared/encoding';

/** mediabunny's names. */
export const TRACK_CODECS: Readonly<Record<VideoCodec, TrackCodec>> = {
  ...{ h264: 'avc', hevc: 'hevc', av1: 'av1', vp9: 'vp9' },
};

export const INPUT_FORMATS = { mp4: MP4, webm: WEBM } as const;

/** MP4 has its index at the begin, in room kept for it; WebM needs none to be played while it loads. */
export const outputFormat = (container: Container): Mp4OutputFormat | WebMOutputFormat =>
  container === 'mp4' ? new Mp4OutputFormat({ fastStart: 'reserve' }) : new WebMOutputFormat();

const muxerOf = (output: Output): object | null => {
  const muxer: unknown = Reflect.get(output, '_muxer');
  return typeof muxer === 'object' ? muxer : null;
};

/**
 * Sets the file's creation date to "unknown": the same clips then always give the same bytes, and the file does not
 * tell when it was made. mediabunny has no option for it; its MP4 muxer takes the time of day into this field, and writes
 * it when the file is finished. Its WebM muxer writes none.
 */
export const clearCreationDate = (output: Output): void => {
  const muxer = muxerOf(output);
  if (muxer) Reflect.set(muxer, 'creationTime', 0);
};

/** Elements of a WebM track (RFC 9559, 5.1.4.1) and the kind that sound is. */
const TRACK_TYPE = 0x83;
const CODEC_DELAY = 0x56aa;
const SEEK_PRE_ROLL = 0x56bb;
const SOUND = 2;

/** What Opus decoders need before a place that is jumped to (RFC 9559, 5.1.4.1.28). */
const OPUS_PRE_ROLL_NS = 80_000_000;

interface Element {
  readonly id: number;
  data: unknown;
}

const isElement = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && 'id' in value && 'data' in value;

const elementsIn = (value: unknown): readonly Element[] =>
  isElement(value) && Array.isArray(value.data) ? value.data.filter(isElement) : [];

/**
 * Says in WebM how much of the sound's begin is the encoder's priming, and not to be heard; all times in the track count
 * from its begin. mediabunny writes no such field: players would be late by it.
 */
export const announceCodecDelay = (output: Output, seconds: number): void => {
  const muxer = muxerOf(output);
  const createTracks: unknown = muxer && Reflect.get(muxer, 'createTracks');
  if (!muxer || typeof createTracks !== 'function') return;
  const create = (): void => {
    Reflect.apply(createTracks, muxer, []);
    for (const track of elementsIn(Reflect.get(muxer, 'tracksElement'))) {
      const fields = elementsIn(track);
      if (!fields.some(({ id, data }) => id === TRACK_TYPE && data === SOUND)) continue;
      track.data = [
        ...fields.filter(({ id }) => id !== SEEK_PRE_ROLL),
        { id: CODEC_DELAY, data: Math.round(seconds * 1e9) },
        { id: SEEK_PRE_ROLL, data: OPUS_PRE_ROLL_NS },
      ];
    }
  };
  Reflect.set(muxer, 'createTracks', create);
};
