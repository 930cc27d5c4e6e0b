import { type Encoding, MIME_TYPES } from '../shared/encoding';
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

/** 80 ms: what Opus decoders need before a place that is jumped to (RFC 9559, 5.1.4.1.28). AAC needs one packet, which is less. */
const PRE_ROLL = 3840;

/** A span of a sound, its times counted from the span's begin. */
const spanOf = (audio: EncodedAudio, begin: Samples, length: Samples): EncodedAudio => ({
  ...audio,
  samples: length,
  packets: audio.packets
    .filter(
      ({ timestamp, duration }) => timestamp + duration > begin - PRE_ROLL && timestamp < begin + length,
    )
    .map((packet) => ({ ...packet, timestamp: packet.timestamp - begin })),
});

/** One clip of a video with its share of the sound, as a file of its own, by copying packets. It is made in memory. */
export const partVideo = async (options: PartVideoOptions): Promise<Blob> => {
  const { clip, frames, start, fps, encoding, audio } = options;
  const sink = new BlobSink();
  const begin = samplesOf(start, fps);
  const assembler = await Assembler.start({
    ...{ writable: sink.writable, fps, encoding, maxFrames: frames, subtitles: null },
    audio: audio && spanOf(audio, begin, samplesOf(frames, fps)),
  });
  await assembler.append(clip, frames, 'clip');
  await assembler.finish();
  return sink.blob(MIME_TYPES[encoding.container]);
};
