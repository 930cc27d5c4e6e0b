/** Words of making the video: the button, the preview, the progress. */
import type { EngineName, RenderStage } from '../../../render';
import type { Container } from '../../../shared/encoding';
import { formatBytes, formatTimeLeft } from '../../format';
import { counted } from './counts';
import { containers, engineNames } from './names';

const stages: Record<RenderStage, string> = {
  reading: 'Reading the files',
  encoding: 'Encoding the clips',
  finishing: 'Putting the video together',
  checking: 'Checking the finished video',
  done: 'Done',
};

export const making = {
  create: {
    heading: 'Video',
    create: 'Create video',
    intoFile: 'Create straight into a file…',
    intoFileHint: 'For long videos: it is written to the disk while it is made, and needs little memory.',
    engine: (name: EngineName, reason: string) => `It will be made by ${engineNames[name]}. ${reason}`,
    fileKind: (container: Container) => `${containers[container]} video`,
    placeholder: 'Your video appears here.',
    noClips: 'Add at least one clip to create a video.',
    allBad: 'None of the clips can be read. Remove them and add others.',
    allExcluded: 'All clips are left out. Take one of them back, or add others.',
    badVoiceOver: 'The voice-over cannot be used. Replace or remove it.',
    badMusic: 'The music cannot be used. Replace or remove it.',
    badSubtitles: 'The subtitles cannot be used. Replace or remove them.',
    softInWebm: 'A track of subtitles needs an MP4. Choose another format, or switch the track off.',
    badWatermark: 'The watermark cannot be used. Replace or remove it.',
    filesMissing: (count: number) =>
      `${counted(count, 'file of the project is', 'files of the project are')} missing.`,
    badSettings: (setting: string, problem: string) =>
      `A setting needs to be corrected first. ${setting}: ${problem}`,
    fileNotOpened: 'The file could not be opened for writing. Choose another place.',
    unexpected:
      'Cliploom met a fault of its own. Try once more; if it happens again, report it with the details below.',
  },

  preview: {
    open: 'Preview',
    hint: 'Plays the video before it is created: what you see and hear is what it will be.',
    player: 'Preview of the video',
    unsupported: 'This browser cannot show a preview. The video can be created all the same.',
    keys: 'Space plays, arrow keys move by a second, with Shift by a frame; Home and End go to the ends.',
    close: 'Close the preview',
    play: 'Play',
    pause: 'Pause',
    previousFrame: 'One frame back',
    nextFrame: 'One frame on',
    mute: 'Mute',
    unmute: 'Sound on',
    fullScreen: 'Full screen',
    position: 'Position',
    time: (position: string, length: string) => `${position} / ${length}`,
    loading: 'Preparing the preview…',
    waiting: 'Waiting for the sound…',
    soundLater: 'The sound is still being prepared; it will join in.',
    hidden: (names: readonly string[]) =>
      `${names.map((name) => `“${name}”`).join(' and ')} cannot be previewed in this browser. In the video it will be seen.`,
    soundFailed: (reason: string) => `The preview is silent: ${reason}`,
    leftOut: (count: number) => `${counted(count, 'clip', 'clips')} will not be in the video`,
    again: 'Try again',
  },

  progress: {
    label: 'Progress of the video',
    stages,
    percent: (percent: number) => `${percent} %`,
    timeLeft: (seconds: number) =>
      seconds < 5 ? 'A few seconds left' : `About ${formatTimeLeft(seconds)} left`,
    engine: (name: EngineName, reason: string) => `Made by ${engineNames[name]}. ${reason}`,
    timeUnknown: 'Working out how long it takes…',
    spoken: (percent: number, stage: string) => `${percent} percent. ${stage}.`,
    started: 'Creating the video.',
    download: (received: number, total: number) =>
      `Loading the video engine, once: ${formatBytes(received)} of ${formatBytes(total)}`,
    downloadBar: 'Download of the video engine',
    cancel: 'Cancel',
    cancelling: 'Cancelling…',
    cancelled: 'Cancelled. Everything that you added is still here.',
    lanes: 'Workers',
    busy: 'Workers busy',
    pace: 'Clips a second',
    laneStarting: 'Starting…',
    laneIdle: 'Nothing to do',
    laneClip: (place: number, name: string) => `Clip ${place}: ${name}`,
    /** What is worked on where it is no clip: a file’s name, or what a layer below calls it. */
    laneOther: (label: string) => label,
    laneBar: (worker: string) => `Progress of ${worker}`,
  },
};
