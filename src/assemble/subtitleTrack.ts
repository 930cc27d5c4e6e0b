import { type Output, type OutputTrack, TextSubtitleSource } from 'mediabunny';
import { clipCues } from '../plan/cues';
import type { SubtitleCue } from '../shared/captions';
import { toVtt } from '../shared/subtitleFiles';
import { meetingCues } from './meetingCues';

/** What every WebVTT file begins with; mediabunny takes it as the track's description. */
const PREAMBLE = 'WEBVTT';

/**
 * Each cue makes at most two samples more: it can begin and end inside others, or leave a gap before itself. ISO/IEC
 * 14496-30 has no overlapping samples: one that shows two cues holds both.
 */
const SAMPLES_PER_CUE = 2;

/**
 * Says that the track is there before it has a cue. Until all tracks are known, the muxer keeps every packet in memory,
 * and the first cue can be an hour away. mediabunny has no call for it; without this, files are the same, but are made
 * in memory up to the first cue.
 */
const announce = (output: Output, track: OutputTrack): void => {
  const muxer: unknown = Reflect.get(output, '_muxer');
  if (typeof muxer !== 'object' || muxer === null) return;
  const know: unknown = Reflect.get(muxer, 'getSubtitleTrackData');
  if (typeof know === 'function') Reflect.apply(know, muxer, [track, { config: { description: PREAMBLE } }]);
};

/**
 * A track of subtitles that players can show or hide: WebVTT in MP4, as ISO/IEC 14496-30 has it. A cue is added when all
 * of it is certain to be inside the video, so that the track is never longer than the pictures.
 */
export class SubtitleTrack {
  readonly #source = new TextSubtitleSource('webvtt');
  readonly #cues: readonly SubtitleCue[];
  #track: OutputTrack | null = null;
  #added = 0;

  /** @param cues by their begin */
  constructor(cues: readonly SubtitleCue[]) {
    this.#cues = meetingCues(cues);
  }

  /** To be called before the output starts. */
  addTo(output: Output): void {
    output.addSubtitleTrack(this.#source, {
      languageCode: 'und',
      maximumPacketCount: SAMPLES_PER_CUE * this.#cues.length + 1,
    });
    this.#track = output.tracks.at(-1) ?? null;
  }

  /** To be called when the output has started. */
  announce(output: Output): void {
    if (this.#track) announce(output, this.#track);
  }

  /** Adds the cues that end before this time. */
  async upTo(seconds: number): Promise<void> {
    for (;;) {
      const cue = this.#cues[this.#added];
      if (!cue || cue.endSeconds > seconds) return;
      await this.#add([cue]);
    }
  }

  /** Adds the rest of the cues, as far as they are inside a video of this length. */
  async finish(seconds: number): Promise<void> {
    await this.#add(meetingCues(clipCues(this.#cues.slice(this.#added), seconds)));
  }

  async #add(cues: readonly SubtitleCue[]): Promise<void> {
    if (cues.length === 0) return;
    // The parser takes text in parts, and wants what a file begins with in the first of them only.
    const text = toVtt(cues);
    await this.#source.add(this.#added === 0 ? text : text.slice(PREAMBLE.length).trimStart());
    this.#added += cues.length;
  }
}
