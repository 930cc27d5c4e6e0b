import type { ClipCaptions, Watermark } from './captions';
import type { ErrorReport } from './errors';
import type { Rotation, Size, SourceAccess } from './media';
import type { SoundSettings } from './sound';
import type { Frames, Samples } from './units';

/** A rectangle in pixels; whole numbers. */
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

/**
 * Whole pixel steps that any engine can carry out: cut `crop` out of the upright picture, scale that to `scaled`, place it
 * at `offset` on the target. Where the scaled picture is larger than the target it is cut there (offset ≤ 0), where it is
 * smaller the background is seen (offset ≥ 0).
 */
export interface Placement {
  /** In pixels of the decoded picture after rotation and flip, before sample aspect ratio. */
  readonly crop: Rect;
  readonly scaled: Size;
  readonly offset: { readonly x: number; readonly y: number };
}

/** What is seen where the picture does not reach. */
export type Background =
  /** Y′CbCr, 8 bit, BT.709, limited range. */
  | { readonly kind: 'color'; readonly color: readonly [y: number, cb: number, cr: number] }
  /** The same picture, filling the target, blurred and darkened. */
  | { readonly kind: 'blur'; readonly placement: Placement };

/** How a source's picture gets onto the target's. */
export interface Geometry extends Placement {
  readonly rotation: Rotation;
  /** Flip left to right, after the rotation. */
  readonly mirrored: boolean;
  readonly target: Size;
  readonly background: Background;
}

/** A slow move over a still: closer, away, or across it. */
export type KenBurnsMove = 'in' | 'out' | 'pan';

/** Magnification that a slow move gains, or loses, a second. */
export const KEN_BURNS_RATE = 0.03;

export type Side = 'left' | 'right' | 'top' | 'bottom';

/**
 * Something that happens to a clip's pictures over `frames` frames from frame `start` on. `-in` ends, and `-out` begins,
 * with the picture as it is. Fades are from and to black, slides over black, from and to a side; zooms from and to
 * `ZOOM_FACTOR`. A slow move may have begun before the clip (negative `start`), and go on after it.
 */
export type Effect =
  | {
      readonly kind: 'fade-in' | 'fade-out' | 'zoom-in' | 'zoom-out';
      readonly start: Frames;
      readonly frames: Frames;
    }
  | {
      readonly kind: 'ken-burns';
      readonly start: number;
      readonly frames: Frames;
      readonly move: KenBurnsMove;
    }
  | {
      readonly kind: 'slide-in' | 'slide-out';
      readonly start: Frames;
      readonly frames: Frames;
      readonly side: Side;
    };

/** Magnification at the far end of a zoom. */
export const ZOOM_FACTOR = 1.5;

/** The matrix that a source's Y′CbCr samples were made with. */
export type ColourMatrix = 'bt601' | 'bt709' | 'bt2020';

/** The colours that a source's primaries span: high definition's, or one of the wider ones of UHD and of displays. */
export type Gamut = 'bt709' | 'bt2020' | 'p3';

/** How bright a source's samples can be: standard, or one of the two transfer functions of HDR (ITU-R BT.2100). */
export type DynamicRange = 'standard' | 'pq' | 'hlg';

/** What a source's samples mean; every clip is turned into BT.709, limited range. */
export interface SourceColours {
  readonly matrix: ColourMatrix;
  readonly fullRange: boolean;
  readonly gamut: Gamut;
  /** HDR is tone-mapped to standard. */
  readonly dynamicRange: DynamicRange;
}

/** One source's pictures from an in point on, and how they get onto the target. */
export interface ClipPicture {
  readonly source: Blob;
  /** The file's name, for messages. */
  readonly sourceName: string;
  readonly access: SourceAccess;
  /** In point in seconds of the track's own presentation time. */
  readonly inPointSeconds: number;
  /** Playback speed: so many seconds of the source become one of the clip. */
  readonly speed: number;
  readonly geometry: Geometry;
  readonly colours: SourceColours;
  readonly effects: readonly Effect[];
  /** For a still: the size that the geometry counts in, and what is seen through it (`#rrggbb`). */
  readonly still?: { readonly size: Size; readonly ground: string };
  /** The same for moving pictures that the browser decodes. */
  readonly drawn?: { readonly size: Size; readonly ground: string };
  /** Turn pictures that are marked as two fields into whole ones; others stay as they are. */
  readonly deinterlace: boolean;
}

/**
 * How one picture gives way to another over all frames of a clip. `crossfade`: the next one shines through more and more.
 * `dip-to-black`: the first half fades to black, the second from black. `wipe`: an edge moves across the picture, the
 * next one behind it. `slide-over`: the next one moves over the first. Both come from `side`.
 */
export type Blend =
  | { readonly kind: 'crossfade' | 'dip-to-black' }
  | { readonly kind: 'wipe' | 'slide-over'; readonly side: Side };

/** An encoder of the browser's that was seen to work. */
export interface BrowserEncoder {
  readonly config: VideoEncoderConfig;
  /** The parameter sets that it writes (avcC): each clip of a render must have the same. */
  readonly description: Uint8Array<ArrayBuffer>;
}

/** One clip to encode; everything an engine needs. Crosses to a worker by structured clone (a Blob by reference). */
export interface ClipJob {
  readonly kind: 'encode-clip';
  /** What it is called in messages: a file's name, or two. */
  readonly sourceName: string;
  /** Exactly so many frames come out. */
  readonly frames: Frames;
  /** Output frames a second. */
  readonly fps: number;
  /** In pixels. */
  readonly size: Size;
  readonly picture: ClipPicture;
  /** What takes the picture's place in the course of the clip; `null`: nothing. */
  readonly next: { readonly picture: ClipPicture; readonly blend: Blend } | null;
  /** Drawn over the pictures, the watermark over the captions. */
  readonly captions: ClipCaptions | null;
  readonly watermark: Watermark | null;
  /** Fades of the whole, all that is drawn included. */
  readonly fades: readonly Effect[];
  /** The browser's own encoder; `null`: ffmpeg makes the clip. */
  readonly encoder: BrowserEncoder | null;
  /** What of it is not encoded: it is the source's own packets. Left out: nothing. */
  readonly rest?: CopiedRest;
}

/** The frames of a clip after its first `head`, which are copied from the source. */
export interface CopiedRest {
  /** At least 1, and fewer than all. */
  readonly head: Frames;
  /** Presentation time of the first packet that is copied. */
  readonly startSeconds: number;
  /** The source's parameter sets, as a text (`avcRecord.ts`): the encoder must write the same. */
  readonly sets: string;
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

/** A file with sound in it. */
export interface SoundSource {
  readonly source: Blob;
  readonly sourceName: string;
}

/** A span of a clip's own sound and where it is heard; one that nothing separates from the next is one with it. */
export interface ClipSound extends SoundSource {
  readonly access: SourceAccess;
  /** In seconds of the source's presentation time, as for its pictures. */
  readonly inPointSeconds: number;
  /** Playback speed; the pitch stays. */
  readonly speed: number;
  /** Factor on its samples. */
  readonly volume: number;
  /** From the video's begin. */
  readonly start: Samples;
  /** On the video. */
  readonly length: Samples;
  /** From silence at the begin, and to silence at the end, in a straight line. */
  readonly fadeIn: Samples;
  readonly fadeOut: Samples;
}

/** Find out how long a voice-over really is: decoded and counted, whatever its header says. */
export interface MeasureAudioJob extends SoundSource {
  readonly kind: 'measure-audio';
}

export interface MeasuredAudio {
  /** Decoded length at the output's sample rate. */
  readonly samples: Samples;
}

/**
 * Mix the voice-overs, in a row, with the music and the clips' own sounds, and encode that, cut or padded with silence to
 * exactly `samples`. There is at least one of them.
 */
export interface EncodeAudioJob {
  readonly kind: 'encode-audio';
  /** For messages. */
  readonly sourceName: string;
  readonly voices: readonly SoundSource[];
  readonly music: SoundSource | null;
  /** In the order in which they begin. */
  readonly clips: readonly ClipSound[];
  readonly settings: SoundSettings;
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

/** A clip whose own sound could not be heard. */
export interface SilentClip {
  /** Index into {@link EncodeAudioJob.clips}. */
  readonly clip: number;
  readonly error: ErrorReport;
}

export interface MixedAudio extends EncodedAudio {
  readonly silent: readonly SilentClip[];
}

/** Read a file's headers with ffmpeg, where mediabunny cannot. */
export interface ProbeJob {
  readonly kind: 'probe';
  readonly source: Blob;
  readonly sourceName: string;
}
