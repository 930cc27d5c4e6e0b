import type { Rotation, Size, SourceAccess } from './media';
import type { Frames, Samples } from './units';

/** A rectangle in pixels; whole numbers. */
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

/**
 * How a source's picture gets onto the target's, as whole pixel steps that any engine can carry out:
 * cut `crop` out of the upright picture, scale that to `scaled`, place it at `offset` on the target. Where the scaled
 * picture is larger than the target it is cut there (offset ≤ 0), where it is smaller the rest is bars (offset ≥ 0).
 */
export interface Geometry {
  readonly rotation: Rotation;
  /** Flip left to right, after the rotation. */
  readonly mirrored: boolean;
  /** In pixels of the decoded picture after rotation and flip, before sample aspect ratio. */
  readonly crop: Rect;
  readonly scaled: Size;
  readonly offset: { readonly x: number; readonly y: number };
  readonly target: Size;
}

/** The matrix that a source's Y′CbCr samples were made with. */
export type ColourMatrix = 'bt601' | 'bt709' | 'bt2020';

/** How bright a source's samples can be: standard, or one of the two transfer functions of HDR (ITU-R BT.2100). */
export type DynamicRange = 'standard' | 'pq' | 'hlg';

/** What a source's samples mean; every clip is turned into BT.709, limited range. */
export interface SourceColours {
  readonly matrix: ColourMatrix;
  readonly fullRange: boolean;
  /** HDR is tone-mapped to standard. */
  readonly dynamicRange: DynamicRange;
}

/** One clip to encode; everything an engine needs. Crosses to a worker by structured clone (a Blob by reference). */
export interface ClipJob {
  readonly kind: 'encode-clip';
  readonly source: Blob;
  /** The file's name, for messages. */
  readonly sourceName: string;
  readonly access: SourceAccess;
  /** In point in seconds of the track's own presentation time. */
  readonly inPointSeconds: number;
  /** Exactly so many frames come out. */
  readonly frames: Frames;
  /** Output frames a second. */
  readonly fps: number;
  readonly geometry: Geometry;
  readonly colours: SourceColours;
  /** Turn pictures that are marked as two fields into whole ones; others stay as they are. */
  readonly deinterlace: boolean;
}

/** One packet of an encoded clip; `offset` and `byteLength` point into the clip's data. */
export interface PacketEntry {
  readonly offset: number;
  readonly byteLength: number;
  readonly key: boolean;
}

/**
 * An encoded clip: packets in presentation order, which is decode order (no B-frames), one a frame; the first is a
 * key frame.
 */
export interface EncodedClip {
  readonly decoderConfig: VideoDecoderConfig;
  readonly data: ArrayBuffer;
  readonly packets: readonly PacketEntry[];
}

/** Find out how long a voice-over really is: decoded and counted, whatever its header says. */
export interface MeasureAudioJob {
  readonly kind: 'measure-audio';
  readonly source: Blob;
  readonly sourceName: string;
}

export interface MeasuredAudio {
  /** Decoded length at the output's sample rate. */
  readonly samples: Samples;
}

/** Encode a voice-over, cut or padded with silence to exactly `samples`. */
export interface EncodeAudioJob {
  readonly kind: 'encode-audio';
  readonly source: Blob;
  readonly sourceName: string;
  readonly samples: Samples;
}

/** Audio packets carry times in samples; the encoder's priming makes the first one negative. */
export interface AudioPacketEntry {
  readonly offset: number;
  readonly byteLength: number;
  /** Presentation time in samples; may be negative. */
  readonly timestamp: number;
  /** Length in samples. */
  readonly duration: number;
}

export interface EncodedAudio {
  readonly decoderConfig: AudioDecoderConfig;
  readonly data: ArrayBuffer;
  readonly packets: readonly AudioPacketEntry[];
  readonly samples: Samples;
}

/** Read a file's headers with ffmpeg, where mediabunny cannot. */
export interface ProbeJob {
  readonly kind: 'probe';
  readonly source: Blob;
  readonly sourceName: string;
}
