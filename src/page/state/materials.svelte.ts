import { text } from '../text';
import type { Announcer } from './announcer.svelte';
import { ItemList } from './itemList.svelte';
import type { LeftOut } from './render.svelte';
import { sortFiles } from './sortFiles';
import { ClipItem, SoundItem } from './sourceItems.svelte';
import { SubtitleItem } from './subtitleItem.svelte';
import { WatermarkItem } from './watermarkItem.svelte';

/** All files that a video is made of. */
export class Materials {
  readonly #clips = new ItemList<ClipItem>();
  readonly #voices = new ItemList<SoundItem>();
  music = $state.raw<SoundItem | null>(null);
  subtitles = $state.raw<SubtitleItem | null>(null);
  /** Font file of the captions. */
  font = $state.raw<File | null>(null);
  watermark = $state.raw<WatermarkItem | null>(null);

  readonly clips = $derived(this.#clips.items);
  /** Spoken one after the other. */
  readonly voiceOvers = $derived(this.#voices.items);
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
    const taken = { voiceOver: this.voiceOvers.length > 0, music: this.music !== null };
    const { clips, voiceOvers, music, subtitles, font } = sortFiles(files, taken);
    this.addClips(clips);
    this.addVoiceOvers(voiceOvers);
    if (music) this.setMusic(music);
    if (subtitles) this.setSubtitles(subtitles);
    if (font) this.setFont(font);
  }

  addClips(files: readonly File[]): void {
    if (files.length === 0) return;
    this.#clips.add(files.map((file) => new ClipItem(file)));
    this.#announcer.say(text.drop.clipsAdded(files.length));
  }

  addVoiceOvers(files: readonly File[]): void {
    this.#voices.add(files.map((file) => new SoundItem(file, 'voice')));
    for (const file of files) this.#announcer.say(text.drop.voiceOverSet(file.name));
  }

  removeVoiceOver(voice: SoundItem): void {
    this.#voices.remove(voice);
    this.#announcer.say(text.voiceOver.removed);
  }

  moveVoiceOver(voice: SoundItem, places: number): void {
    const place = this.#voices.moveBy(voice, places);
    if (place !== null) this.#announcer.say(text.clips.moved(voice.name, place, this.voiceOvers.length));
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

  setSubtitles(file: File): void {
    this.subtitles = new SubtitleItem(file);
    this.#announcer.say(text.drop.subtitlesSet(file.name));
  }

  removeSubtitles(): void {
    this.subtitles = null;
    this.#announcer.say(text.subtitles.removed);
  }

  setFont(file: File): void {
    this.font = file;
    this.#announcer.say(text.drop.fontSet(file.name));
  }

  removeFont(): void {
    this.font = null;
    this.#announcer.say(text.captions.fontRemoved);
  }

  setWatermark(file: File): void {
    this.watermark?.dispose();
    this.watermark = new WatermarkItem(file);
    this.#announcer.say(text.watermark.set(file.name));
  }

  removeWatermark(): void {
    this.watermark?.dispose();
    this.watermark = null;
    this.#announcer.say(text.watermark.removed);
  }

  remove(clip: ClipItem): void {
    this.#clips.remove(clip);
    this.#announcer.say(text.clips.removed(clip.name));
  }

  /** Moves a clip to a place in the list. Says nothing aloud: see {@link sayPlace}. */
  moveTo(clip: ClipItem, place: number): void {
    this.#clips.moveTo(clip, place);
  }

  moveBy(clip: ClipItem, places: number): void {
    if (this.#clips.moveBy(clip, places) !== null) this.sayPlace(clip);
  }

  sayPlace(clip: ClipItem): void {
    this.#announcer.say(text.clips.moved(clip.name, this.clips.indexOf(clip) + 1, this.clips.length));
  }
}
