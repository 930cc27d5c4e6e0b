import { text } from '../text';
import type { Announcer } from './announcer.svelte';
import type { LeftOut } from './render.svelte';
import { sortFiles } from './sortFiles';
import { ClipItem, SoundItem } from './sourceItems.svelte';

/** The clips, in their order, the voice-over and the music. */
export class Materials {
  clips = $state.raw<readonly ClipItem[]>([]);
  voiceOver = $state.raw<SoundItem | null>(null);
  music = $state.raw<SoundItem | null>(null);

  /** Clips that are not known to be bad: those that a render gets. */
  readonly usable = $derived(this.clips.filter((clip) => clip.error === null));
  /** Clips that a render does not get, with the reason. */
  readonly problems = $derived(
    this.clips.flatMap((clip): LeftOut[] => (clip.error ? [{ source: clip.name, error: clip.error }] : [])),
  );

  readonly #announcer: Announcer;

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
  }

  /** Adds files that came without a word about what they are for. */
  addSorted(files: readonly File[]): void {
    const taken = { voiceOver: this.voiceOver !== null, music: this.music !== null };
    const { clips, voiceOver, music } = sortFiles(files, taken);
    this.addClips(clips);
    if (voiceOver) this.setVoiceOver(voiceOver);
    if (music) this.setMusic(music);
  }

  addClips(files: readonly File[]): void {
    if (files.length === 0) return;
    this.clips = [...this.clips, ...files.map((file) => new ClipItem(file))];
    this.#announcer.say(text.drop.clipsAdded(files.length));
  }

  setVoiceOver(file: File): void {
    this.voiceOver?.dispose();
    this.voiceOver = new SoundItem(file, 'voice');
    this.#announcer.say(text.drop.voiceOverSet(file.name));
  }

  removeVoiceOver(): void {
    this.voiceOver?.dispose();
    this.voiceOver = null;
    this.#announcer.say(text.voiceOver.removed);
  }

  setMusic(file: File): void {
    this.music?.dispose();
    this.music = new SoundItem(file, 'music');
    this.#announcer.say(text.drop.musicSet(file.name));
  }

  removeMusic(): void {
    this.music?.dispose();
    this.music = null;
    this.#announcer.say(text.music.removed);
  }

  remove(clip: ClipItem): void {
    clip.dispose();
    this.clips = this.clips.filter((other) => other !== clip);
    this.#announcer.say(text.clips.removed(clip.name));
  }

  /** Moves a clip to a place in the list; places outside of it mean its ends. Says nothing aloud: see {@link sayPlace}. */
  moveTo(clip: ClipItem, place: number): void {
    const others = this.clips.filter((other) => other !== clip);
    this.clips = others.toSpliced(Math.max(0, place), 0, clip);
  }

  moveBy(clip: ClipItem, places: number): void {
    const from = this.clips.indexOf(clip);
    const to = from + places;
    if (to < 0 || to >= this.clips.length) return;
    this.moveTo(clip, to);
    this.sayPlace(clip);
  }

  sayPlace(clip: ClipItem): void {
    this.#announcer.say(text.clips.moved(clip.name, this.clips.indexOf(clip) + 1, this.clips.length));
  }
}
