import {
  BlobSource,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MP3,
} from 'mediabunny';
import { RenderError, unreadableSource } from '../src/shared/errors';
import type { AudioTrackInfo, SourceInfo, VideoTrackInfo } from '../src/shared/media';
import { SOURCE_FORMATS } from '../src/shared/sourceFormats';
import { mp3PaddingSamples } from './mp3Padding';

/** Packets that the frame rate is told from. */
const FRAME_RATE_PACKETS = 100;

/** Recordings of broadcasts begin anywhere: nothing can be shown before the first key frame. */
const firstPictureSeconds = async (track: InputVideoTrack): Promise<number> => {
  const first = await new EncodedPacketSink(track).getFirstPacket();
  if (!first || first.type === 'key') return track.getFirstTimestamp();
  const key = await new EncodedPacketSink(track).getFirstKeyPacket();
  return key?.timestamp ?? first.timestamp;
};

const describeVideo = async (track: InputVideoTrack, codec: string): Promise<VideoTrackInfo> => {
  const [width, height, displayWidth, displayHeight, rotation, mirrored, colour, start, end, stats] =
    await Promise.all([
      track.getCodedWidth(),
      track.getCodedHeight(),
      track.getDisplayWidth(),
      track.getDisplayHeight(),
      track.getRotation(),
      track.getFlip(),
      track.getColorSpace(),
      firstPictureSeconds(track),
      track.computeDuration(),
      track.computePacketStats(FRAME_RATE_PACKETS),
    ]);
  // Frames before 0 are cut off by the file's own edit list.
  const startSeconds = Math.max(0, start);
  return {
    codec,
    codedSize: { width, height },
    displaySize: { width: displayWidth, height: displayHeight },
    rotation,
    mirrored,
    interlaced: null,
    frameRate: stats.averagePacketRate > 0 ? stats.averagePacketRate : null,
    startSeconds,
    durationSeconds: Math.max(0, end - startSeconds),
    colour: {
      primaries: colour.primaries ?? null,
      transfer: colour.transfer ?? null,
      matrix: colour.matrix ?? null,
      fullRange: colour.fullRange ?? null,
    },
  };
};

const describeAudio = async (track: InputAudioTrack): Promise<AudioTrackInfo> => ({
  codec: (await track.getCodec()) ?? 'unknown',
  channels: await track.getNumberOfChannels(),
  sampleRate: await track.getSampleRate(),
});

/** The header may promise more than the file holds: a download or a recording that broke off. */
const requireLastPacket = async (track: InputVideoTrack, name: string): Promise<void> => {
  let complete: boolean;
  try {
    const last = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY);
    complete = last !== null && last.data.byteLength > 0 && last.data.byteLength === last.byteLength;
  } catch {
    complete = false;
  }
  if (!complete) throw unreadableSource(name, 'is cut off: its end is missing. Copy or download it again.');
};

/**
 * Reads a file's headers with mediabunny: only as much of the file as that takes.
 * @returns `null` where mediabunny does not know the container or the codec; ffmpeg may
 * @throws RenderError `unreadable-source` for a file that is empty, damaged or cut off
 */
export const readHeaders = async (source: Blob, name: string): Promise<SourceInfo | null> => {
  if (source.size === 0) throw unreadableSource(name, 'is empty (0 bytes).');
  using input = new Input({ source: new BlobSource(source), formats: SOURCE_FORMATS });
  if (!(await input.canRead())) return null;
  try {
    const [video, audio] = await Promise.all([input.getPrimaryVideoTrack(), input.getPrimaryAudioTrack()]);
    if (!video && !audio) return null;
    const codec = (await video?.getCodec()) ?? null;
    if (video && codec === null) return null;
    if (video) await requireLastPacket(video, name);
    const [format, packetSeconds, videoInfo, audioInfo] = await Promise.all([
      input.getFormat(),
      input.computeDuration(),
      video && codec ? describeVideo(video, codec) : null,
      audio ? describeAudio(audio) : null,
    ]);
    // As players play it.
    const durationSeconds =
      format === MP3 && audioInfo
        ? Math.max(0, packetSeconds - (await mp3PaddingSamples(source)) / audioInfo.sampleRate)
        : packetSeconds;
    return { access: 'packets', container: format.name, durationSeconds, video: videoInfo, audio: audioInfo };
  } catch (thrown) {
    if (thrown instanceof RenderError) throw thrown;
    throw unreadableSource(name, 'could not be read: it is damaged or cut off.', thrown);
  }
};
