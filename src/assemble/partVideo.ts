import { AUDIO_CODECS, type AudioCodec, type Encoding, MIME_TYPES } from '../shared/encoding';
import type { EncodedAudio, EncodedClip } from '../shared/jobs';
import { type Frames, type Samples, samplesOf } from '../shared/units';
import { Assembler } from './assembler';
import { BlobSink } from './blobSink';

export interface PartVideoOptions {
  readonly clip: EncodedClip;
  /** So many of its frames are shown. */
  readonly frames: Frames;
  /** The whole video's frame that is the first of them. */
  readonly start: Frames;
  readonly fps: number;
  readonly encoding: Encoding;
  /** The whole video's sound; `null`: this part is silent. */
  readonly audio: EncodedAudio | null;
}

/**
 * Samples before a span that its decoder is given too. AAC's packets overlap; what is too much MP4's edit list hides. Opus
 * is right after a moment, and players do not agree on what stands before the begin of a WebM.
 */
const PRE_ROLL: Readonly<Record<AudioCodec, number>> = { aac: 1024, opus: 0 };

/** A span of a sound, its times counted from the span's begin. */
const spanOf = (audio: EncodedAudio, codec: AudioCodec, begin: Samples, length: Samples): EncodedAudio => ({
  ...audio,
  samples: length,
  packets: audio.packets
    .filter(({ timestamp, duration }) => timestamp + duration > begin - PRE_ROLL[codec])
    .filter(({ timestamp }) => timestamp < begin + length)
    .map((packet) => ({ ...packet, timestamp: packet.timestamp - begin })),
});

/** One clip of a video with its share of the sound, as a file of its own, by copying packets. It is made in memory. */
export const partVideo = async (options: PartVideoOptions): Promise<Blob> => {
  const { clip, frames, start, fps, encoding, audio } = options;
  const sink = new BlobSink();
  const codec = AUDIO_CODECS[encoding.container];
  const assembler = await Assembler.start({
    ...{ writable: sink.writable, fps, encoding, maxFrames: frames, subtitles: null },
    audio: audio && spanOf(audio, codec, samplesOf(start, fps), samplesOf(frames, fps)),
  });
  await assembler.append(clip, frames, 'clip');
  await assembler.finish();
  return sink.blob(MIME_TYPES[encoding.container]);
};
