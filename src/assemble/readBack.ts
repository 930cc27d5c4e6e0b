import { BlobSource, EncodedPacketSink, Input, type InputVideoTrack, MP4, VideoSampleSink } from 'mediabunny';
import { breaths } from '../shared/breaths';
import { RenderError } from '../shared/errors';
import type { Frames } from '../shared/units';

/** A clip's place in the finished video, or that of a part of it. */
export interface ExpectedClip {
  readonly source: string;
  readonly start: Frames;
  readonly frames: Frames;
  /** Its packets are the source's own: where the first can be decoded, so can the others, as well as in the source. */
  readonly copied: boolean;
}

export interface Expected {
  readonly fps: number;
  readonly frames: Frames;
  readonly clips: readonly ExpectedClip[];
  readonly hasAudio: boolean;
}

/** Time stamps are whole ticks of the file's time base, so they are off by rounding at most. In seconds. */
const TIME_TOLERANCE = 0.0005;

const wrong = (message: string): RenderError =>
  new RenderError({
    category: 'wrong-output',
    message: `The finished video did not pass its check: ${message}`,
  });

const checkFrames = async (
  track: InputVideoTrack,
  expected: Expected,
  signal?: AbortSignal,
): Promise<void> => {
  const breathe = breaths();
  let count = 0;
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    const due = count / expected.fps;
    if (Math.abs(packet.timestamp - due) > TIME_TOLERANCE) {
      throw wrong(`frame ${count} is shown at ${packet.timestamp.toFixed(4)} s, not at ${due.toFixed(4)} s.`);
    }
    count += 1;
    await breathe();
    signal?.throwIfAborted();
  }
  if (count !== expected.frames) throw wrong(`it has ${count} frames, not ${expected.frames}.`);
};

interface Checked {
  readonly clip: number;
  readonly which: 'first' | 'last';
  readonly frame: number;
}

/** To come to the last frame of a clip that is copied a group of pictures would have to be decoded that nobody has encoded. */
const framesToCheck = (clips: readonly ExpectedClip[]): Checked[] =>
  clips.flatMap(({ start, frames, copied }, clip) => [
    { clip, which: 'first' as const, frame: start },
    ...(copied ? [] : [{ clip, which: 'last' as const, frame: start + frames - 1 }]),
  ]);

/** First and last frame of each clip must decode. Skipped where the browser has no video decoder to ask. */
const checkClips = async (
  track: InputVideoTrack,
  expected: Expected,
  onClip: (done: number) => void,
  signal?: AbortSignal,
): Promise<void> => {
  if (!(await track.canDecode())) return;
  const ends = framesToCheck(expected.clips);
  let checked = 0;
  // Half a frame in, so that rounding does not give the neighbour.
  const times = ends.map(({ frame }) => (frame + 0.5) / expected.fps);
  for await (using sample of new VideoSampleSink(track).samplesAtTimestamps(times)) {
    signal?.throwIfAborted();
    const { clip = 0, which = 'first', frame = 0 } = ends[checked] ?? {};
    if (!sample || Math.abs(sample.timestamp - frame / expected.fps) > TIME_TOLERANCE) {
      const { source = '' } = expected.clips[clip] ?? {};
      throw wrong(`the ${which} frame of “${source}” (frame ${frame} of the video) cannot be decoded.`);
    }
    checked += 1;
    onClip(ends[checked]?.clip ?? expected.clips.length);
  }
};

/**
 * Reads a finished MP4 back, as a player would: frames counted, time stamps even, sound and picture of one length, the
 * first and last frame of each clip decodable; of one that is copied the first.
 * @param onClip called with the number of clips that are checked
 * @throws RenderError `wrong-output` that says what is wrong
 */
export const readBack = async (
  file: Blob,
  expected: Expected,
  onClip: (done: number) => void,
  signal?: AbortSignal,
): Promise<void> => {
  using input = new Input({ source: new BlobSource(file), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw wrong('it has no picture.');
  await checkFrames(track, expected, signal);

  const audio = await input.getPrimaryAudioTrack();
  if ((audio !== null) !== expected.hasAudio) throw wrong(audio ? 'it has sound.' : 'it has no sound.');
  if (audio) {
    const [pictureEnd, soundEnd] = await Promise.all([track.computeDuration(), audio.computeDuration()]);
    if (Math.abs(pictureEnd - soundEnd) > 1 / expected.fps) {
      throw wrong(`the picture ends at ${pictureEnd.toFixed(3)} s, the sound at ${soundEnd.toFixed(3)} s.`);
    }
  }
  await checkClips(track, expected, onClip, signal);
};
