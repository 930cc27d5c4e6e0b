/** Names that are said in several places. */
import type { EngineName } from '../../../render';
import type { Container, VideoCodec } from '../../../shared/encoding';

export const containers: Record<Container, string> = { mp4: 'MP4', webm: 'WebM' };

export const codecs: Record<VideoCodec, string> = { h264: 'H.264', hevc: 'HEVC', av1: 'AV1', vp9: 'VP9' };

export const engineNames: Record<EngineName, string> = {
  ffmpeg: 'ffmpeg',
  webcodecs: 'the browser’s own codecs',
  copy: 'copying',
};
