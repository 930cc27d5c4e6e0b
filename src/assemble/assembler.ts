import {
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Output,
  StreamTarget,
  type StreamTargetChunk,
} from 'mediabunny';
import { breaths } from '../shared/breaths';
import type { SubtitleCue } from '../shared/captions';
import { AUDIO_CODECS, type Encoding } from '../shared/encoding';
import { RenderError } from '../shared/errors';
import type { EncodedAudio, EncodedClip } from '../shared/jobs';
import { AUDIO_SAMPLE_RATE, type Frames, frames } from '../shared/units';
import { announceCodecDelay, clearCreationDate, outputFormat, TRACK_CODECS } from './containers';
import { requireSameConfig } from './decoderConfig';
import { SubtitleTrack } from './subtitleTrack';

export interface AssemblerOptions {
  readonly writable: WritableStream<StreamTargetChunk>;
  readonly fps: number;
  readonly encoding: Encoding;
  /** Most frames that will be appended: room for their table is kept at the file's begin. */
  readonly maxFrames: Frames;
  /** The finished sound, or `null` for a silent video. */
  readonly audio: EncodedAudio | null;
  /** Cues of a track that players can show or hide, by their begin and inside the video; `null`: no such track. */
  readonly subtitles: readonly SubtitleCue[] | null;
}

/**
 * Writes collected before one goes to the target, in bytes: few for a disk, and copied in a few milliseconds, for which the
 * page's thread stands still.
 */
const CHUNK_SIZE = 2 ** 20;

/** Samples in one packet of AAC-LC. */
const AAC_SAMPLES = 1024;

/** The sound can be replaced by one as long as the most frames; the encoder puts a packet or two before the first. */
const mostSoundPackets = ({ maxFrames, fps }: AssemblerOptions, { packets }: EncodedAudio): number =>
  Math.max(packets.length, Math.ceil(((maxFrames / fps) * AUDIO_SAMPLE_RATE) / AAC_SAMPLES) + 2);

/**
 * Joins encoded clips into one MP4 or WebM by copying their packets, as they come. MP4's header is written into room kept
 * for it at the begin ("fast start"), so that nothing has to be held back until the end. Times are computed from the
 * frame's number, never added up.
 */
export class Assembler {
  readonly #options: AssemblerOptions;
  readonly #output: Output;
  readonly #video: EncodedVideoPacketSource;
  readonly #sound: EncodedAudioPacketSource;
  /** In samples; MP4 has an edit list for it, and packets before the begin. */
  readonly #soundDelay: number;
  readonly #subtitles: SubtitleTrack | null;
  #audio: EncodedAudio | null;
  #config: VideoDecoderConfig | null = null;
  #frames = 0;
  #audioPackets = 0;

  private constructor(options: AssemblerOptions) {
    const { container, codec } = options.encoding;
    this.#options = options;
    this.#video = new EncodedVideoPacketSource(TRACK_CODECS[codec]);
    this.#sound = new EncodedAudioPacketSource(AUDIO_CODECS[container]);
    this.#soundDelay = container === 'webm' ? -(options.audio?.packets[0]?.timestamp ?? 0) : 0;
    this.#subtitles = options.subtitles ? new SubtitleTrack(options.subtitles) : null;
    this.#audio = options.audio;
    this.#output = new Output({
      format: outputFormat(container),
      target: new StreamTarget(options.writable, { chunked: true, chunkSize: CHUNK_SIZE }),
    });
    clearCreationDate(this.#output);
    if (this.#soundDelay > 0) announceCodecDelay(this.#output, this.#soundDelay / AUDIO_SAMPLE_RATE);
  }

  static async start(options: AssemblerOptions): Promise<Assembler> {
    const assembler = new Assembler(options);
    const output = assembler.#output;
    output.addVideoTrack(assembler.#video, { frameRate: options.fps, maximumPacketCount: options.maxFrames });
    if (options.audio) {
      output.addAudioTrack(assembler.#sound, {
        maximumPacketCount: mostSoundPackets(options, options.audio),
      });
    }
    assembler.#subtitles?.addTo(output);
    await output.start();
    assembler.#subtitles?.announce(output);
    return assembler;
  }

  /** Frames that were appended so far. */
  get frames(): Frames {
    return frames(this.#frames);
  }

  /**
   * Appends the first `count` frames of a clip. Its data may be given back afterwards.
   * @param clipName for the message if it does not fit
   * @throws RenderError `wrong-output` if its decoder configuration differs from that of the clips before
   */
  async append(clip: EncodedClip, count: Frames, clipName: string): Promise<void> {
    const { fps } = this.#options;
    this.#config ??= clip.decoderConfig;
    requireSameConfig(this.#config, clip.decoderConfig, clipName);
    const breathe = breaths();
    for (const { offset, byteLength, key } of clip.packets.slice(0, count)) {
      const data = new Uint8Array(clip.data, offset, byteLength);
      const packet = new EncodedPacket(data, key ? 'key' : 'delta', this.#frames / fps, 1 / fps);
      await this.#video.add(packet, { decoderConfig: this.#config });
      this.#frames += 1;
      await this.#soundUpTo(this.#frames / fps);
      await this.#subtitles?.upTo(this.#frames / fps);
      await breathe();
    }
  }

  /**
   * Goes on with another sound from the first packet that is not written yet. Its packets lie on the same grid. Where both
   * sounds are the same up to what is appended, so are their packets (an encoder looks one packet ahead), and nothing is
   * heard of it; where another loudness changes the whole, decoders crossfade from packet to packet.
   * @throws RenderError `wrong-output` if it does not fit, or there was none before
   */
  replaceSound(audio: EncodedAudio): void {
    const before = this.#audio?.packets[this.#audioPackets];
    const next = audio.packets[this.#audioPackets];
    if (!this.#audio || (before && next && before.timestamp !== next.timestamp)) {
      throw new RenderError({
        category: 'wrong-output',
        message: 'The new sound does not go on where the old one stops.',
      });
    }
    this.#audio = audio;
  }

  /** Completes the file. Nothing can be appended afterwards. */
  async finish(): Promise<void> {
    await this.#soundUpTo(Number.POSITIVE_INFINITY);
    await this.#subtitles?.finish(this.#frames / this.#options.fps);
    await this.#output.finalize();
  }

  /** Gives everything up; the target is aborted. */
  async cancel(): Promise<void> {
    if (this.#output.state === 'finalized' || this.#output.state === 'canceled') return;
    await this.#output.cancel();
  }

  /** Sound stands beside its pictures in the file, so that a player reads forward only. */
  async #soundUpTo(seconds: number): Promise<void> {
    const audio = this.#audio;
    if (!audio) return;
    for (;;) {
      const entry = audio.packets[this.#audioPackets];
      if (!entry || entry.timestamp / AUDIO_SAMPLE_RATE >= seconds) return;
      const data = new Uint8Array(audio.data, entry.offset, entry.byteLength);
      const packet = new EncodedPacket(
        data,
        'key',
        (entry.timestamp + this.#soundDelay) / AUDIO_SAMPLE_RATE,
        entry.duration / AUDIO_SAMPLE_RATE,
      );
      await this.#sound.add(packet, { decoderConfig: audio.decoderConfig });
      this.#audioPackets += 1;
    }
  }
}
