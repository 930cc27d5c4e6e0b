import { resolveCaptionStyle } from '../../../plan/captionStyle';
import { resolveClipSettings } from '../../../plan/clipSettings';
import { resolveEncodingSettings } from '../../../plan/encodingSettings';
import { resolveRunSettings } from '../../../plan/runSettings';
import { resolvePlanSettings } from '../../../plan/settings';
import { resolveSoundSettings } from '../../../plan/sound';
import { resolveSubtitleSettings } from '../../../plan/subtitleSettings';
import type { Project, ProjectSettings } from '../../../project/project';
import type { CaptionState } from '../captions.svelte';
import { FileItem } from '../fileItem.svelte';
import type { Materials } from '../materials.svelte';
import type { SettingsState } from '../settings.svelte';
import type { SoundState } from '../sound.svelte';
import { ClipItem, SoundItem } from '../sourceItems.svelte';
import { SubtitleItem } from '../subtitleItem.svelte';
import type { WatermarkState } from '../watermark.svelte';
import { WatermarkItem } from '../watermarkItem.svelte';
import { beyondForms, formsOf, settingsOf } from './forms';
import type { WaitedFile } from './knownFile';
import { possible } from './possible';
import { mapFiles, type ProjectFiles } from './projectFiles';
import { Reuse } from './reuse';

/** A project with its files, as far as they are there. */
export interface WholeProject {
  readonly project: Project;
  readonly files: ProjectFiles<File | WaitedFile>;
}

/** The parts of the page's state that a project is made of. */
export interface ProjectParts {
  readonly materials: Materials;
  readonly settings: SettingsState;
  readonly sound: SoundState;
  readonly captions: CaptionState;
  readonly watermark: WatermarkState;
}

const NO_FILES: ProjectFiles<never> = {
  ...{ clips: [], voiceOver: [], music: null, subtitles: null, captionFont: null, watermark: null },
};

const checkSettings = (settings: ProjectSettings): void => {
  resolvePlanSettings(settings);
  resolveSoundSettings(settings);
  resolveSubtitleSettings(settings);
  resolveEncodingSettings(settings);
  resolveRunSettings(settings);
};

/** What is on the page, as a project; and projects, put on the page. */
export class ProjectState {
  /** What a project sets for the whole video and the page has no field for. */
  beyond = $state.raw<ProjectSettings>({});
  readonly #parts: ProjectParts;

  constructor(parts: ProjectParts) {
    this.#parts = parts;
  }

  /** What is not possible is left out. */
  readonly project = $derived.by((): Project => {
    const { clips, voiceOvers, music, subtitles, font, watermark } = this.#parts.materials;
    return {
      clips: clips.map((clip) => ({
        ...possible(clip.own.options, resolveClipSettings),
        file: clip.name,
        ...(clip.excluded && { excluded: true }),
      })),
      voiceOver: voiceOvers.map(({ name }) => name),
      music: music?.name,
      subtitles: subtitles?.name,
      captionFont: font?.name,
      watermark: watermark ? { ...this.#parts.watermark.values, file: watermark.name } : undefined,
      settings: this.#settings(),
    };
  });

  /** Whether there are any files. */
  readonly isEmpty = $derived.by(() => this.#parts.materials.all.length === 0);

  get materials(): Materials {
    return this.#parts.materials;
  }

  /** As it is now. */
  whole(): WholeProject {
    const files = mapFiles<FileItem, File | WaitedFile>(
      this.materials.places,
      ({ file, known, handle }) => file ?? { ...known, handle },
    );
    return { project: this.project, files };
  }

  /** What is there already and stays needs not be read again. */
  load({ project, files }: WholeProject): void {
    const { clips, voiceOver, music, subtitles, captionFont, watermark } = files;
    const { places } = this.materials;
    const reuse = new Reuse();
    const encoding = project.settings.subtitleEncoding ?? null;
    const { file: _, ...watermarkOptions } = project.watermark ?? { file: '' };
    this.loadSettings(project.settings);
    this.#parts.watermark.load(watermarkOptions);
    this.materials.replaceBy({
      clips: clips.map((source, place) => {
        const clip = reuse.of(places.clips, source) ?? new ClipItem(source);
        const { file: __, excluded = false, ...options } = project.clips[place] ?? { file: '' };
        clip.own.load(options);
        clip.excluded = excluded;
        return clip;
      }),
      voiceOver: voiceOver.map(
        (source) => reuse.of(places.voiceOver, source) ?? new SoundItem(source, 'voice'),
      ),
      music: music && (reuse.of([places.music], music) ?? new SoundItem(music, 'music')),
      subtitles:
        subtitles &&
        (reuse.of(places.subtitles?.encoding === encoding ? [places.subtitles] : [], subtitles) ??
          new SubtitleItem(subtitles, encoding)),
      captionFont: captionFont && (reuse.of([places.captionFont], captionFont) ?? new FileItem(captionFont)),
      watermark: watermark && (reuse.of([places.watermark], watermark) ?? new WatermarkItem(watermark)),
    });
  }

  /** Takes the settings alone. */
  loadSettings(settings: ProjectSettings): void {
    const forms = formsOf(settings);
    Object.assign(this.#parts.settings.values, forms.settings);
    Object.assign(this.#parts.sound.values, forms.sound);
    Object.assign(this.#parts.captions.values, forms.captions);
    this.beyond = beyondForms(settings);
  }

  /** Takes all files away. */
  clear(): void {
    this.materials.replaceBy(NO_FILES);
  }

  #settings(): ProjectSettings {
    const { settings, sound, captions, materials } = this.#parts;
    const forms = { settings: settings.values, sound: sound.values, captions: captions.values };
    const { captionStyle, ...rest } = settingsOf(forms, this.beyond);
    const subtitleEncoding = materials.subtitles?.encoding ?? undefined;
    return {
      ...possible<ProjectSettings>({ ...rest, subtitleEncoding }, checkSettings),
      captionStyle: captionStyle && possible(captionStyle, resolveCaptionStyle),
    };
  }
}
