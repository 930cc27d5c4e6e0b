import type { ErrorReport } from './errors';
import type { ClipJob, DecodedClips, EncodeAudioJob, EncodedClip } from './jobs';
import type { Size } from './media';

/** A plan as it is shown before it is rendered: the jobs of its clips, at another size, and their places. */
export interface PreviewScene {
  readonly size: Size;
  /** Of `size` to the video's. */
  readonly scale: number;
  readonly fps: number;
  /** Length of the video. */
  readonly frames: number;
  readonly clips: readonly ClipJob[];
  /** In order, without gaps: which clip, from which frame of the video on, and how many frames of it. */
  readonly timeline: readonly { readonly clip: number; readonly start: number; readonly frames: number }[];
}

/** One of a clip's pictures: its own, or the one that takes its place. */
export type SceneSlot = 'picture' | 'next';

/** Asks for a still in place of pictures that the browser does not play. */
export interface StillRequest {
  /** Place among the scene's clips. */
  readonly clip: number;
  readonly part: SceneSlot;
  /** Makes it: a clip of one frame, by ffmpeg. */
  readonly job: ClipJob;
}

/** A source that is not seen as it will be: as a still, or not at all. */
export interface Hidden {
  readonly name: string;
  readonly seen: 'still' | 'nothing';
}

/** What came of a frame that was to be shown. */
export type Presented =
  /** It is seen; of the sources that are named something else. */
  | { readonly status: 'shown'; readonly frame: number; readonly hidden: readonly Hidden[] }
  /** Another one was wanted before it was there. */
  | { readonly status: 'superseded' }
  | { readonly status: 'failed'; readonly error: ErrorReport };

/** What the worker that shows pictures exposes. */
export interface PreviewPicturesApi {
  /** Takes the canvas that all is shown on. */
  attach(canvas: OffscreenCanvas): Promise<void>;
  /**
   * From now on this is shown, when the next frame is asked for.
   * @param requests takes {@link StillRequest}s, which belong to this scene
   */
  show(scene: PreviewScene, requests: MessagePort): Promise<void>;
  /** A still of the scene that is shown; it is seen when the next frame is asked for, the same one included. */
  takeStill(clip: number, part: SceneSlot, still: EncodedClip): Promise<void>;
  /**
   * Shows a frame of the video. What was asked last wins.
   * @param isPlaying frames follow one another: late ones are shown on the way rather than none
   */
  present(frame: number, isPlaying: boolean): Promise<Presented>;
}

/** A video's sound as it is to be mixed, with its parts decoded. */
export interface PreviewMix {
  readonly job: EncodeAudioJob;
  /** Of each voice-over, as `DecodedAudio` has it. */
  readonly voices: readonly (readonly Blob[])[];
  readonly music: readonly Blob[] | null;
  readonly clips: Pick<DecodedClips, 'pcm' | 'spans'>;
}

/** Left and right, one value a sample. */
export type StereoSamples = readonly [left: Float32Array<ArrayBuffer>, right: Float32Array<ArrayBuffer>];

/** What the worker that mixes the preview's sound exposes. */
export interface PreviewSoundApi {
  /** Prepares the mix; measuring its loudness can take a while. */
  mix(
    request: PreviewMix,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly error: ErrorReport }>;
  /** `count` samples of the video's sound from sample `from` on. */
  read(from: number, count: number): Promise<StereoSamples>;
}
