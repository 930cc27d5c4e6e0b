import type { PacketEntry } from './jobs';
import type { Frames } from './units';

/** A span of a source whose own packets might become a clip; played at its own speed. */
export interface CopySpan {
  /** In point in seconds of the track's own presentation time. */
  readonly inPointSeconds: number;
  readonly frames: Frames;
  /** Output frames a second. */
  readonly fps: number;
}

/** What was found about a span. */
export type CopyFinding =
  | {
      readonly kind: 'copyable';
      /** The source's decoder configuration; the same for all of its spans. */
      readonly config: VideoDecoderConfig;
      /** Its parameter sets, as a text (`avcRecord.ts`). */
      readonly sets: string;
      /** So many of the first frames have to be encoded: up to a key frame. 0: the in point is on one. */
      readonly head: Frames;
      /** Presentation time of the first packet that is copied, which is an IDR picture. */
      readonly startSeconds: number;
    }
  /** `reason` goes on from the source's name. */
  | { readonly kind: 'other'; readonly reason: string };

/** Look at spans of a source without decoding anything. */
export interface InspectJob {
  readonly kind: 'inspect';
  readonly source: Blob;
  /** For messages. */
  readonly sourceName: string;
  readonly spans: readonly CopySpan[];
}

/** Copy packets out of a source: one a frame, from an IDR picture on, in an order that was seen to be without gaps. */
export interface CopyJob {
  readonly kind: 'copy';
  readonly source: Blob;
  /** For messages. */
  readonly sourceName: string;
  readonly startSeconds: number;
  readonly frames: Frames;
  /** The parameter sets that all clips share. */
  readonly sets: string;
}

/** The packets of a clip without the decoder configuration, which is the same for all. */
export interface CopiedPackets {
  readonly data: ArrayBuffer;
  readonly packets: readonly PacketEntry[];
}
