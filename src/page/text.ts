/** Every word on the page. To translate the page, translate this file and set the locale in `format.ts`. */
import type { ErrorCategory, Fit, KenBurns, Mode, RenderStage, Size, Transition } from '../render';
import { formatCount, formatSize, formatTimeLeft } from './format';

const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

const stages: Record<RenderStage, string> = {
  reading: 'Reading the files',
  encoding: 'Encoding the clips',
  finishing: 'Putting the video together',
  checking: 'Checking the finished video',
  done: 'Done',
};

const fits: Record<Fit, string> = {
  cover: 'Fill the picture (crops)',
  contain: 'Show the whole clip (bars)',
  blur: 'Show the whole clip (blurred sides)',
};

const modes: Record<Mode, string> = {
  random: 'Shuffled, all parts',
  sequential: 'As listed, beginnings only',
};

const transitions: Record<Transition, string> = {
  none: 'None',
  'fade-in': 'Fade in',
  'fade-out': 'Fade out',
  'slide-in': 'Slide in',
  'slide-out': 'Slide out',
  'zoom-in': 'Zoom in',
  'zoom-out': 'Zoom out',
  shuffle: 'Shuffled',
  crossfade: 'Crossfade into the next',
  'dip-to-black': 'Through black to the next',
  wipe: 'Wipe to the next',
  'slide-over': 'Next one slides over',
};

const kenBurns: Record<KenBurns, string> = {
  in: 'Slowly closer',
  out: 'Slowly away',
  pan: 'Slowly across',
  none: 'Held still',
};

const categories: Record<ErrorCategory, string> = {
  'unreadable-source': 'a file that cannot be read',
  'unsupported-codec': 'a format that cannot be decoded here',
  timeout: 'took too long',
  stalled: 'stopped making progress',
  'worker-lost': 'a worker was lost',
  'out-of-memory': 'not enough memory',
  'wrong-output': 'the output was not as planned',
  'encoder-failed': 'the browser’s video encoder failed',
  cancelled: 'cancelled',
  resource: 'waited too long for memory or a worker',
  'invalid-settings': 'a setting that is not possible',
  internal: 'a fault in Cliploom',
};

export const text = {
  title: 'Cliploom: clips and a voice-over become one video',
  titleRunning: (percent: number) => `${percent} % – Cliploom`,
  name: 'Cliploom',
  tagline: 'Clips and a voice-over become one video, right here in your browser. Nothing is uploaded.',

  unsupported: {
    heading: 'This browser cannot make videos',
    body: 'Cliploom needs WebAssembly and Web Workers, and this browser does not offer them. A current Chrome, Edge, Firefox or Safari does. If you use one of these, a security setting or an extension may have switched them off.',
  },
  notIsolated:
    'This page was sent without the two headers that browsers ask for before they share memory between threads (cross-origin isolation). Everything works, but each worker has only one thread, so videos take longer.',

  drop: {
    heading: 'Drop your clips and a voice-over here',
    over: 'Let go to add the files',
    hint: 'Anywhere on this page. Sound becomes the voice-over, then the music; the rest are clips.',
    chooseClips: 'Choose clips…',
    samples: 'Try it with sample clips',
    samplesLoading: 'Loading the sample clips…',
    samplesFailed: (reason: string) => `The sample clips could not be loaded: ${reason}`,
    samplesMissing: (name: string, status: number) => `“${name}” was answered with status ${status}.`,
    samplesMalformed: 'their list is missing or damaged.',
    locked: 'Files can be added again when the video is finished or cancelled.',
    clipsAdded: (count: number) => `${counted(count, 'clip', 'clips')} added.`,
    voiceOverSet: (name: string) => `“${name}” is the voice-over.`,
    musicSet: (name: string) => `“${name}” is the music.`,
  },

  clips: {
    heading: 'Clips',
    count: (count: number) => counted(count, 'clip', 'clips'),
    moveHint: 'To change the order, drag a clip by its handle, or press Alt and an arrow key on it.',
    shuffled: 'The order is shuffled, so the order of this list is not used.',
    useListOrder: 'Use this order',
    reading: 'Reading…',
    unknownRate: 'frame rate unknown',
    still: 'Picture',
    moveUp: (name: string) => `Move “${name}” up`,
    moveDown: (name: string) => `Move “${name}” down`,
    remove: (name: string) => `Remove “${name}”`,
    moved: (name: string, place: number, count: number) => `“${name}” is now at place ${place} of ${count}.`,
    removed: (name: string) => `“${name}” removed.`,
    soundOnly: (name: string) =>
      `“${name}” has sound but no picture. Remove it here; to hear it in the video, choose it as the voice-over or as the music.`,
    noPicture: (name: string) => `“${name}” has no picture. Remove it and choose a video file.`,
  },

  clipStatus: {
    waiting: 'Waiting',
    encoding: (done: number, count: number) =>
      count === 1 ? 'Encoding' : `Encoding, ${done} of ${count} parts done`,
    partly: (done: number, count: number) => `${done} of ${count} parts done`,
    done: (count: number) => (count === 1 ? 'Done' : `Done, ${count} parts`),
    unused: 'Not needed for this video',
  },

  voiceOver: {
    heading: 'Voice-over',
    none: 'Without a voice-over the video is as long as its clips.',
    hint: 'The video is exactly as long as the voice-over.',
    choose: 'Choose a voice-over…',
    replace: 'Replace…',
    player: (name: string) => `Listen to “${name}”`,
    remove: (name: string) => `Remove the voice-over “${name}”`,
    removeShort: 'Remove',
    removed: 'Voice-over removed.',
    noSound: (name: string) => `“${name}” has no sound. Choose another file as the voice-over, or remove it.`,
  },

  music: {
    heading: 'Music',
    none: 'Music plays under the whole video.',
    hint: 'Music plays under the whole video, again from the start when it has ended, and fades out at the end.',
    choose: 'Choose music…',
    replace: 'Replace…',
    player: (name: string) => `Listen to “${name}”`,
    remove: (name: string) => `Remove the music “${name}”`,
    removeShort: 'Remove',
    removed: 'Music removed.',
    noSound: (name: string) => `“${name}” has no sound. Choose another file as the music, or remove it.`,
  },

  sound: {
    heading: 'Sound',
    voiceVolume: (factor: number) => `Voice volume: ${formatCount(Math.round(factor * 100))} %`,
    musicVolume: (factor: number) => `Music volume: ${formatCount(Math.round(factor * 100))} %`,
    duck: 'Quieter music under the voice',
    even: (target: number) => `Usual loudness (−${formatCount(Math.abs(target))} LUFS)`,
  },

  settings: {
    heading: 'Settings',
    shape: 'Shape',
    shapes: (name: string, size: Size) => `${name} (${formatSize(size)})`,
    width: 'Width (pixels)',
    height: 'Height (pixels)',
    fps: 'Frame rate',
    fit: 'Fit',
    fits,
    mode: 'Order',
    modes,
    seed: 'Seed',
    seedHint: 'The same seed gives the same order again.',
    reshuffle: 'Reshuffle',
    reshuffled: (seed: number) => `New order, seed ${seed}.`,
    clipDuration: 'Longest clip (seconds)',
    clipDurationHint: 'Longer clips are cut to this.',
    look: 'Look',
    barColor: 'Colour of the bars',
    speed: 'Playback speed',
    speedHint: '1 is as filmed.',
    transition: 'Transition',
    transitions,
    transitionDuration: 'Length of a transition (seconds)',
    transitionDurationHint: 'Half of a clip at most.',
    kenBurns: 'Pictures move',
    kenBurnsMoves: kenBurns,
    startFade: 'Fade from black at the start (seconds)',
    endFade: 'Fade to black at the end (seconds)',
    advanced: 'Advanced',
    size: 'Custom size',
    workers: 'Workers',
    workersHint: 'How many clips are encoded at once. Empty: what suits this computer.',
    needsNumber: 'Enter a number.',
    workersRange: (min: number, max: number) =>
      `Enter a whole number from ${min} to ${max}, or leave the field empty.`,
  },

  create: {
    heading: 'Video',
    create: 'Create video',
    intoFile: 'Create straight into a file…',
    intoFileHint: 'For long videos: it is written to the disk while it is made, and needs little memory.',
    fileKind: 'MP4 video',
    placeholder: 'Your video appears here.',
    noClips: 'Add at least one clip to create a video.',
    allBad: 'None of the clips can be read. Remove them and add others.',
    badVoiceOver: 'The voice-over cannot be used. Replace or remove it.',
    badMusic: 'The music cannot be used. Replace or remove it.',
    badSettings: (setting: string, problem: string) =>
      `A setting needs to be corrected first. ${setting}: ${problem}`,
    fileNotOpened: 'The file could not be opened for writing. Choose another place.',
    unexpected:
      'Cliploom met a fault of its own. Try once more; if it happens again, report it with the details below.',
  },

  progress: {
    label: 'Progress of the video',
    stages,
    percent: (percent: number) => `${percent} %`,
    timeLeft: (seconds: number) =>
      seconds < 5 ? 'A few seconds left' : `About ${formatTimeLeft(seconds)} left`,
    timeUnknown: 'Working out how long it takes…',
    spoken: (percent: number, stage: string) => `${percent} percent. ${stage}.`,
    started: 'Creating the video.',
    cancel: 'Cancel',
    cancelling: 'Cancelling…',
    cancelled: 'Cancelled. Everything that you added is still here.',
    lanes: 'Workers',
    laneStarting: 'Starting…',
    laneIdle: 'Nothing to do',
    laneClip: (place: number, name: string) => `Clip ${place}: ${name}`,
    laneBar: (worker: string) => `Progress of ${worker}`,
  },

  result: {
    heading: 'Your video is ready',
    previous: 'Your previous video',
    ready: 'The video is ready.',
    saved: (name: string) => `It was saved as “${name}”.`,
    player: 'The finished video',
    download: 'Download',
    length: 'Length',
    bytes: 'Size',
    picture: 'Picture',
    frames: 'Frames',
    framesValue: (frames: string, rate: string) => `${frames} at ${rate}`,
    time: 'Time taken',
    workers: 'Workers',
    workersValue: (workers: number, threads: number) =>
      `${workers} with ${counted(threads, 'thread', 'threads')}${workers === 1 ? '' : ' each'}`,
    problems: (count: number) => `${counted(count, 'file', 'files')} not, or not wholly, in the video`,
    problem: (source: string, message: string) =>
      message.includes(source) ? message : `“${source}”: ${message}`,
  },

  error: {
    heading: 'The video could not be made',
    kept: 'Everything that you added is still here.',
    details: 'Technical details',
    copy: 'Copy the details',
    copied: 'Copied.',
    notCopied: 'The browser did not allow copying. Select the text and copy it by hand.',
    category: (category: ErrorCategory) => `Kind: ${categories[category]} (${category})`,
    cause: 'Cause:',
    command: 'Command:',
    log: 'Last lines of the log:',
  },
};
