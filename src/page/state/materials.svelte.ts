import { text } from '../text';
import type { Announcer } from './announcer.svelte';
import { FileItem } from './fileItem.svelte';
import { ItemList } from './itemList.svelte';
import { matchFiles } from './project/knownFile';
import { allFiles } from './project/projectFiles';
import type { LeftOut } from './render.svelte';
import { sortFiles } from './sortFiles';
import { ClipItem, SoundItem } from './sourceItems.svelte';
import { SubtitleItem } from './subtitleItem.svelte';
import { WatermarkItem } from './watermarkItem.svelte';

/** What a project is made of. */
export interface ProjectItems {
  readonly clips: readonly ClipItem[];
  readonly voiceOver: readonly SoundItem[];
  readonly music: SoundItem | null;
  readonly subtitles: SubtitleItem | null;
  readonly captionFont: FileItem | null;
  readonly watermark: WatermarkItem | null;
}

/** All files that a video is made of. */
export class Materials {
  readonly #clips = new ItemList<ClipItem>();
  readonly #voices = new ItemList<SoundItem>();
  music = $state.raw<SoundItem | null>(null);
  subtitles = $state.raw<SubtitleItem | null>(null);
  /** Font file of the captions. */
  font = $state.raw<FileItem | null>(null);
  watermark = $state.raw<WatermarkItem | null>(null);

  readonly clips = $derived(this.#clips.items);
  /** Spoken one after the other. */
  readonly voiceOvers = $derived(this.#voices.items);
  /** Clips that are wanted and not known to be bad: those that a render gets. */
  readonly usable = $derived(this.clips.filter((clip) => clip.error === null && !clip.excluded));
  /** Clips that a render does not get, with the reason. */
  readonly problems = $derived(
    this.clips.flatMap((clip): LeftOut[] =>
      clip.error && !clip.excluded ? [{ source: clip.name, error: clip.error }] : [],
    ),
  );

  /** Each file by its place in the project. */
  readonly places = $derived.by(
    (): ProjectItems => ({
      clips: this.clips,
      voiceOver: this.voiceOvers,
      music: this.music,
      subtitles: this.subtitles,
      captionFont: this.font,
      watermark: this.watermark,
    }),
  );
  readonly all = $derived(allFiles(this.places));
  /** Whatever its file is waited for. */
  readonly waiting = $derived(this.all.filter((item) => item.missing));

  readonly #announcer: Announcer;

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
  }

  /**
   * Gives files to the places that wait for them.
   * @returns the files that no place waits for
   */
  fill(files: readonly File[]): readonly File[] {
    if (this.waiting.length === 0) return files;
    const { found, others, rest } = matchFiles(this.waiting, files);
    for (const [item, file] of found) item.arrive(file);
    for (const [item, file] of others) item.other = file;
    if (found.length > 0) this.#announcer.say(text.missing.arrived(found.length, this.waiting.length));
    if (others.length > 0) this.#announcer.say(text.missing.othersCame(others.length));
    return rest;
  }

  /** Takes other materials in place of all that are there, as a project was stored or says. */
  replaceBy({ clips, voiceOver, music, subtitles, captionFont, watermark }: ProjectItems): void {
    const kept = [...clips, ...voiceOver, music, subtitles, captionFont, watermark];
    for (const item of this.all) if (!kept.includes(item)) item.dispose();
    this.#clips.items = clips;
    this.#voices.items = voiceOver;
    this.music = music;
    this.subtitles = subtitles;
    this.font = captionFont;
    this.watermark = watermark;
  }

  /** Leaves out whatever has no file. */
  removeWaiting(): void {
    const there = <T extends FileItem>(item: T | null): T | null => (item?.missing ? null : item);
    this.replaceBy({
      clips: this.clips.filter((clip) => !clip.missing),
      voiceOver: this.voiceOvers.filter((voice) => !voice.missing),
      music: there(this.music),
      subtitles: there(this.subtitles),
      captionFont: there(this.font),
      watermark: there(this.watermark),
    });
  }

  /** Adds files that came without a word about what they are for. */
  addSorted(all: readonly File[]): void {
    const files = this.fill(all);
    const taken = { voiceOver: this.voiceOvers.length > 0, music: this.music !== null };
    const { clips, voiceOvers, music, subtitles, font } = sortFiles(files, taken);
    this.addClips(clips);
    this.addVoiceOvers(voiceOvers);
    if (music) this.setMusic(music);
    if (subtitles) this.setSubtitles(subtitles);
    if (font) this.setFont(font);
  }

  addClips(all: readonly File[]): void {
    const files = this.fill(all);
    if (files.length === 0) return;
    this.#clips.add(files.map((file) => new ClipItem(file)));
    this.#announcer.say(text.drop.clipsAdded(files.length));
  }

  addVoiceOvers(all: readonly File[]): void {
    const files = this.fill(all);
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
    this.font = new FileItem(file);
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

  /** Puts those clips that a render gets in this order; all others stay behind the clip that they are behind now. */
  arrange(usable: readonly ClipItem[]): void {
    const followers = new Map<ClipItem | null, ClipItem[]>();
    let last: ClipItem | null = null;
    for (const clip of this.clips) {
      if (usable.includes(clip)) last = clip;
      else followers.set(last, [...(followers.get(last) ?? []), clip]);
    }
    const after = (clip: ClipItem | null): ClipItem[] => followers.get(clip) ?? [];
    this.#clips.items = [...after(null), ...usable.flatMap((clip) => [clip, ...after(clip)])];
  }

  /** Another file at a clip's place, with what is different for it, but for what belongs to the file. */
  replace(clip: ClipItem, file: File): void {
    const { inPoint: _, outPoint: __, ...options } = clip.own.options;
    const other = new ClipItem(file);
    other.own.load(options);
    other.excluded = clip.excluded;
    this.#clips.replace(clip, other);
    this.#announcer.say(text.timeline.replaced(clip.name, file.name));
  }

  setExcluded(clip: ClipItem, excluded: boolean): void {
    clip.excluded = excluded;
    this.#announcer.say(excluded ? text.timeline.excluded(clip.name) : text.timeline.included(clip.name));
  }

  sayPlace(clip: ClipItem): void {
    this.#announcer.say(text.clips.moved(clip.name, this.clips.indexOf(clip) + 1, this.clips.length));
  }
}
