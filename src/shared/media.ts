/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Clockwise turn in degrees that makes a decoded picture upright. */
export type Rotation = 0 | 90 | 180 | 270;

/** Colour description in the words of WebCodecs' `VideoColorSpaceInit`; `null` where the file does not say. */
interface SourceColour {
  readonly primaries: string | null;
  readonly transfer: string | null;
  readonly matrix: string | null;
  readonly fullRange: boolean | null;
}

export interface VideoTrackInfo {
  /** Short codec name: `avc`, `hevc`, `vp8`, `vp9`, `av1`, `prores`, … or ffmpeg's name for others. */
  readonly codec: string;
  /** Size of the decoded picture, before rotation and sample aspect ratio. */
  readonly codedSize: Size;
  /** Size as it is to be seen: after sample aspect ratio and rotation, in square pixels. */
  readonly displaySize: Size;
  readonly rotation: Rotation;
  /** Flipped left to right, after the rotation. */
  readonly mirrored: boolean;
  /** Whether pictures consist of two fields of different times; `null` where only decoding tells. */
  readonly interlaced: boolean | null;
  /** Average frames a second; `null` where it could not be told. */
  readonly frameRate: number | null;
  /** Presentation time of the first frame in seconds; often 0, not always. */
  readonly startSeconds: number;
  /** Length in seconds from the first frame's begin to the last frame's end; 0 for a still. */
  readonly durationSeconds: number;
  /** One picture, to be shown for as long as a clip is. */
  readonly isStill?: boolean;
  readonly colour: SourceColour;
}

export interface AudioTrackInfo {
  readonly codec: string;
  readonly channels: number;
  /** Hz */
  readonly sampleRate: number;
}

/**
 * How a source is read: packet by packet with mediabunny, whole by ffmpeg where mediabunny cannot, as one picture by
 * the browser, or picture by picture by the browser where only that can decode it.
 */
export type SourceAccess = 'packets' | 'ffmpeg' | 'still' | 'browser';

/** What a probe finds out about a file. */
export interface SourceInfo {
  readonly access: SourceAccess;
  /** Container, for people: `MP4`, `WebM`, `avi`, … */
  readonly container: string;
  /** Length of the longest track in seconds. */
  readonly durationSeconds: number;
  readonly video: VideoTrackInfo | null;
  readonly audio: AudioTrackInfo | null;
}

/** A file that a probe has read. */
export interface ReadSource {
  readonly file: File;
  readonly info: SourceInfo;
}
