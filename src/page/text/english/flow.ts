/** Words of the page as a whole: its steps, presets, undoing. */
import type { PresetName } from '../../state/presetNames';
import type { StepName } from '../../state/steps';

const stepNames: Record<StepName, string> = { materials: 'Materials', look: 'Look', video: 'Video' };

const presetNames: Record<PresetName, string> = {
  shorts: 'Shorts, Reels, TikTok',
  youtube: 'YouTube',
  square: 'Square',
  story: 'Story',
};

const presetHints: Record<PresetName, string> = {
  shorts: '9:16, quick cuts',
  youtube: '16:9',
  square: '1:1',
  story: '9:16, whole picture',
};

export const flow = {
  steps: {
    label: 'Steps',
    names: stepNames,
    noClips: 'Add clips',
    voice: 'voice-over',
    music: 'music',
    captions: 'captions',
    wrong: 'Needs a look',
    ready: 'Ready',
    waiting: 'Not yet',
    done: 'Done',
    things: (names: readonly string[]) => names.join(', '),
    look: (shape: string, order: string, seconds: string) => `${shape}, ${order}, ${seconds}`,
    shuffled: 'shuffled',
    listed: 'as listed',
    own: 'own size',
  },
  presets: {
    label: 'Made for',
    names: presetNames,
    hints: presetHints,
    set: (name: string) => `Set for ${name}.`,
  },
  parts: {
    format: 'Format',
    cut: 'Cut',
    motion: 'Motion',
    captions: 'Captions',
  },
  welcome: {
    heading: 'Three steps, one video',
    lines: [
      'Drop clips and pictures, a voice-over, music, subtitles: all at once if you like.',
      'Choose the shape and how it looks, or leave it as it is.',
      'Press “Create video”. It is made here, on this device: nothing is uploaded.',
    ],
  },
  undo: {
    undo: 'Undo',
    redo: 'Redo',
    undone: 'Undone.',
    redone: 'Done again.',
  },
  watch: {
    heading: (done: number, total: number) => `Watch what is done: ${done} of ${total}`,
    nothing: 'The first part is not finished yet.',
    part: (place: number, source: string, transitionFrom: string | null) =>
      transitionFrom === null ? `${place}. ${source}` : `${place}. ${transitionFrom} → ${source}`,
    player: (part: string) => `Part ${part}`,
    opening: 'Opening…',
    silent: 'Still without sound: that is not finished yet.',
    gone: 'This part cannot be shown at the moment. It will be in the video all the same.',
    unplayable: 'This browser cannot play this part. It will be in the video all the same.',
  },
  saving: (name: string) => `Saving it as “${name}”…`,
  notify: {
    label: 'Tell me when it is done',
    hint: 'By a notification, if you are looking at something else then.',
    blocked:
      'The browser does not let this page show notifications. Its settings for this site can allow it.',
    failed: 'The video could not be made.',
  },
  offline:
    'You are offline. What is on the page works on; what was not loaded yet, such as the samples, comes when the connection is back.',
};
