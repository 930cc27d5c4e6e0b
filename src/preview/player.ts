import { type ReadableSound, SoundFeed } from './soundFeed';
import type { SoundOutput } from './soundOutput';

/** `waiting`: it was asked to play, and waits for sound. */
export type PlayerStatus = 'paused' | 'waiting' | 'playing' | 'ended';

export interface PlayerParts {
  /** Starts what sounds are heard from; asked whenever it is to play. */
  readonly startOutput: () => Promise<SoundOutput>;
  /** The sound of what is loaded, in a bounded time; `null`: there is none, or not in time. */
  readonly sound: () => Promise<ReadableSound | null>;
  readonly present: (frame: number, isPlaying: boolean) => void;
  /** Called when {@link Player.status} or {@link Player.seconds} has changed. */
  readonly onChange: () => void;
}

/** From the moment at which everything is there to the first sound: to hand it over takes a while. In seconds. */
const LEAD = 0.05;

/** Seconds are sums of binary fractions: so much of a frame is no difference. */
const ROUNDING = 1e-6;

/** The playhead: pictures follow the output's clock, whatever they cost. */
export class Player {
  readonly #parts: PlayerParts;
  #status: PlayerStatus = 'paused';
  #fps = 30;
  #frames = 0;
  /** Where the playhead stands, or stood when it began to play. */
  #position = 0;
  /** While it plays: what it is heard from, and when it began on that clock. */
  #run: { readonly output: SoundOutput; readonly begin: number; readonly feed: SoundFeed | null } | null =
    null;
  /** Counts what was begun: what is not the last any more has nothing to say. */
  #turn = 0;
  #muted = false;
  #presented = -1;

  constructor(parts: PlayerParts) {
    this.#parts = parts;
  }

  get status(): PlayerStatus {
    return this.#status;
  }

  /** Where the playhead is. */
  get seconds(): number {
    if (!this.#run) return this.#position;
    const gone = Math.max(0, this.#run.output.now - this.#run.begin);
    return Math.min(this.duration, this.#position + gone);
  }

  get duration(): number {
    return this.#frames / this.#fps;
  }

  /** The frame under the playhead. */
  get frame(): number {
    const frame = Math.floor(this.seconds * this.#fps + ROUNDING);
    return Math.max(0, Math.min(this.#frames - 1, frame));
  }

  get muted(): boolean {
    return this.#muted;
  }

  set muted(muted: boolean) {
    this.#muted = muted;
    if (this.#run) this.#run.output.muted = muted;
    this.#parts.onChange();
  }

  /** Takes another video, at the same place as far as it has one; goes on if it was playing. */
  load(frames: number, fps: number): void {
    const goesOn = this.#isOn;
    const { seconds } = this;
    this.#halt();
    this.#fps = fps;
    this.#frames = frames;
    this.#presented = -1;
    this.#position = Math.min(seconds, Math.max(0, (frames - 1) / fps));
    this.#status = 'paused';
    this.#present(false);
    if (goesOn) void this.play();
    else this.#parts.onChange();
  }

  /** Its picture may be another one now. */
  pictureChanged(): void {
    // While it plays, the next frame is asked for anyway.
    if (!this.#run) this.#present(false);
  }

  /** Its sound is there, or another one: it joins in. */
  soundChanged(): void {
    if (!this.#isOn) return;
    this.#position = this.seconds;
    this.#halt();
    void this.play();
  }

  async play(): Promise<void> {
    if (this.#frames === 0 || this.#run) return;
    if (this.#status === 'ended') this.#position = 0;
    this.#turn += 1;
    const turn = this.#turn;
    this.#set('waiting');
    this.#present(true);
    const [output, sound] = await Promise.all([this.#parts.startOutput(), this.#parts.sound()]);
    if (turn !== this.#turn) return;
    output.muted = this.#muted;
    const begins = () => output.now + LEAD;
    const feed = sound && new SoundFeed(sound, output, this.#position);
    let begin: number | null = null;
    try {
      await feed?.begin(() => {
        begin = begins();
        return begin;
      });
    } catch {
      // Without sound, then.
    }
    if (turn !== this.#turn) {
      feed?.stop();
      return;
    }
    this.#run = { output, begin: begin ?? begins(), feed: begin === null ? null : feed };
    this.#set('playing');
  }

  pause(): void {
    if (!this.#isOn) return;
    this.#position = this.seconds;
    this.#stopOutput();
    this.#set('paused');
    this.#present(false);
  }

  toggle(): void {
    if (this.#isOn) this.pause();
    else void this.play();
  }

  /** Puts the playhead on the frame that is shown at this time; goes on if it was playing. */
  seek(seconds: number): void {
    if (this.#frames === 0) return;
    const goesOn = this.#isOn;
    this.#halt();
    const frame = Math.floor(seconds * this.#fps + ROUNDING);
    this.#position = Math.max(0, Math.min(this.#frames - 1, frame)) / this.#fps;
    this.#status = 'paused';
    this.#present(goesOn);
    if (goesOn) void this.play();
    else this.#parts.onChange();
  }

  /** Stops, and goes so many frames on, or back. */
  step(frames: number): void {
    this.pause();
    this.seek((this.frame + frames) / this.#fps);
  }

  /** To be called in each animation frame. */
  tick(): void {
    if (!this.#run) return;
    const { feed } = this.#run;
    if (this.seconds >= this.duration) {
      this.#position = this.duration;
      this.#stopOutput();
      this.#set('ended');
      this.#present(false);
      return;
    }
    if (feed?.isStarved) {
      this.soundChanged();
      return;
    }
    feed?.fill();
    this.#present(true);
    this.#parts.onChange();
  }

  close(): void {
    this.#halt();
    this.#frames = 0;
  }

  get #isOn(): boolean {
    return this.#status === 'playing' || this.#status === 'waiting';
  }

  #set(status: PlayerStatus): void {
    this.#status = status;
    this.#parts.onChange();
  }

  #present(isPlaying: boolean): void {
    if (this.#frames === 0) return;
    // While it plays a frame is asked for once; when it stands again, since it may have been passed over.
    if (isPlaying && this.frame === this.#presented) return;
    this.#presented = this.frame;
    this.#parts.present(this.frame, isPlaying);
  }

  /** Nothing is heard any more, and nothing that was begun goes on. */
  #halt(): void {
    this.#turn += 1;
    this.#run?.feed?.stop();
    this.#run?.output.silence();
    this.#run = null;
  }

  #stopOutput(): void {
    const output = this.#run?.output;
    this.#halt();
    output?.stop();
  }
}
