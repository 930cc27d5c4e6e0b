/** How good the pictures are. A word means about the same to the eye with every engine and every codec. */
export type Quality = 'draft' | 'standard' | 'high';

export type VideoCodec = 'h264' | 'hevc' | 'av1' | 'vp9';

export type Container = 'mp4' | 'webm';

/** Sound of a container: AAC plays wherever MP4 does, and WebM has no place for it. */
export type AudioCodec = 'aac' | 'opus';

/** How a video is encoded, and what into. */
export interface Encoding {
  readonly quality: Quality;
  readonly codec: VideoCodec;
  readonly container: Container;
}

export const AUDIO_CODECS: Readonly<Record<Container, AudioCodec>> = { mp4: 'aac', webm: 'opus' };

export const MIME_TYPES: Readonly<Record<Container, string>> = { mp4: 'video/mp4', webm: 'video/webm' };
