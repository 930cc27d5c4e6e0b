/** Something that plays the video, or what it will be: a preview, or the finished file. */
export interface Player {
  seek(seconds: number): void;
}

/** Where the playing is, for the timeline; and where the person wants it to be. */
export class Playback {
  /** `null` while nothing plays or could. */
  seconds = $state.raw<number | null>(null);
  #player = $state.raw<Player | null>(null);
  /** `null` where nothing can be sought. */
  readonly seek = $derived.by(() => {
    const player = this.#player;
    return player && ((seconds: number): void => player.seek(seconds));
  });

  /** The last one that asks is the one that plays. */
  use(player: Player): void {
    this.#player = player;
    this.seconds = 0;
  }

  /** It tells where it is; another one that plays meanwhile is not disturbed. */
  isAt(player: Player, seconds: number): void {
    if (player === this.#player) this.seconds = seconds;
  }

  letGo(player: Player): void {
    if (player !== this.#player) return;
    this.#player = null;
    this.seconds = null;
  }
}
