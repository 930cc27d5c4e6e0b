/** Every word of the page in English, and what every other language has to say: see the README of `src/page`. */
import type {
  EngineChoice,
  EngineName,
  ErrorCategory,
  Fit,
  KenBurns,
  Mode,
  RenderStage,
  Size,
  SourceProblem,
  SubtitleFormat,
  SubtitleProblem,
  Transition,
} from '../../../render';
import type { Container, Encoding, Quality, VideoCodec } from '../../../shared/encoding';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatNumber,
  formatPlural,
  formatSize,
  formatTimeLeft,
} from '../../format';
import { flow } from '../english/flow';
import { timeline } from '../english/timeline';

const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${formatPlural(count, { one, other: many })}`;

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

const qualities: Record<Quality, string> = {
  draft: 'Draft (fast, small)',
  standard: 'Standard',
  high: 'High (slow, large)',
};

const containers: Record<Container, string> = { mp4: 'MP4', webm: 'WebM' };

const codecs: Record<VideoCodec, string> = { h264: 'H.264', hevc: 'HEVC', av1: 'AV1', vp9: 'VP9' };

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

const engines: Record<EngineChoice, string> = {
  auto: 'What is fastest here',
  ffmpeg: 'ffmpeg (smaller files, the same on every computer)',
  webcodecs: 'The browser’s own codecs',
  copy: 'Copying, where clips are already what is wanted',
};

const engineNames: Record<EngineName, string> = {
  ffmpeg: 'ffmpeg',
  webcodecs: 'the browser’s own codecs',
  copy: 'copying',
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

const codecNames: Readonly<Record<string, string>> = {
  ...{ avc: 'H.264', hevc: 'H.265', vp9: 'VP9', av1: 'AV1' },
  ...{ aac: 'AAC', opus: 'Opus' },
};

const percent = (share: number): string => `${formatCount(Math.round(share * 100))} %`;

const subtitleFormats: Record<SubtitleFormat, string> = { srt: 'SRT', vtt: 'WebVTT', ass: 'ASS' };

/** Encodings of subtitle files to choose from: TextDecoder's label, and what it is called. */
const encodings: readonly (readonly [label: string, name: string])[] = [
  ['utf-8', 'Unicode (UTF-8)'],
  ['utf-16le', 'Unicode (UTF-16)'],
  ['utf-16be', 'Unicode (UTF-16, big-endian)'],
  ['gb18030', 'Chinese, simplified (GB18030)'],
  ['big5', 'Chinese, traditional (Big5)'],
  ['shift_jis', 'Japanese (Shift JIS)'],
  ['euc-jp', 'Japanese (EUC-JP)'],
  ['euc-kr', 'Korean (EUC-KR)'],
  ['windows-1256', 'Arabic (Windows-1256)'],
  ['windows-1257', 'Baltic (Windows-1257)'],
  ['windows-1250', 'Central European (Windows-1250)'],
  ['iso-8859-2', 'Central European (ISO 8859-2)'],
  ['windows-1251', 'Cyrillic (Windows-1251)'],
  ['koi8-r', 'Cyrillic (KOI8-R)'],
  ['windows-1253', 'Greek (Windows-1253)'],
  ['windows-1255', 'Hebrew (Windows-1255)'],
  ['windows-874', 'Thai (Windows-874)'],
  ['windows-1254', 'Turkish (Windows-1254)'],
  ['windows-1258', 'Vietnamese (Windows-1258)'],
  ['windows-1252', 'Western European (Windows-1252)'],
];

/** `text` of `..`, in English. */
const text = {
  title: 'Cliploom: clips and a voice-over become one video',
  titleRunning: (percent: number) => `${percent} % – Cliploom`,
  name: 'Cliploom',
  language: 'Language',
  languageMissing: 'This language could not be loaded. Check the connection, then choose it again.',
  tagline: 'Clips and a voice-over become one video, right here in your browser. Nothing is uploaded.',

  unsupported: {
    heading: 'This browser cannot make videos',
    body: 'Cliploom needs WebAssembly and Web Workers, and this browser does not offer them. A current Chrome, Edge, Firefox or Safari does. If you use one of these, a security setting or an extension may have switched them off.',
  },
  ...flow,
  timeline,
  removeShort: 'Remove',
  partMissing:
    'A part of the page could not be loaded. Check the connection, then load the page again; what you added has to be added again.',
  notIsolated:
    'This page was sent without the two headers that browsers ask for before they share memory between threads (cross-origin isolation). Everything works, but each worker has only one thread, so videos take longer.',
  hosting: {
    reasons: {
      insecure: 'Over HTTPS, or as localhost, the page can see to that itself.',
      unsupported:
        'The page can see to that itself, but with a service worker, and this browser does not offer that here. In private windows that is usual.',
      refused:
        'The page can see to that itself, but its service worker could not be installed. Private windows and strict settings prevent it; a part of the page that cannot be loaded does too.',
      ineffective:
        'The page has seen to that itself, with a service worker, but this browser does not accept it from there.',
    },
    offered: 'Once this page is loaded again, videos are made with more threads.',
    reload: 'Load it again',
    update: 'A new version of Cliploom is ready.',
    takeUpdate: 'Use it now',
    updateLater: 'It can be used when the video is finished or cancelled.',
    projectStays: 'Your project stays; files that the browser cannot keep are asked for again.',
    offline: 'Cliploom is stored in this browser and works offline too.',
  },

  drop: {
    heading: 'Drop clips, sound and subtitles here',
    over: 'Let go to add the files',
    hint: 'Or paste them, folders too, anywhere on this page: each file goes where it belongs. The first sound is the voice-over, the next one the music.',
    chooseClips: 'Choose clips…',
    chooseFolder: 'Choose a folder…',
    passedOver: (count: number) =>
      `${counted(count, 'file of no use here was', 'files of no use here were')} passed over.`,
    samples: 'Try it with sample clips',
    samplesLoading: 'Loading the sample clips…',
    samplesFailed: (reason: string) => `The sample clips could not be loaded: ${reason}`,
    samplesMissing: (name: string, status: number) => `“${name}” was answered with status ${status}.`,
    samplesMalformed: 'their list is missing or damaged.',
    locked: 'Files can be added again when the video is finished or cancelled.',
    clipsAdded: (count: number) => `${counted(count, 'clip', 'clips')} added.`,
    voiceOverSet: (name: string) => `“${name}” is a voice-over.`,
    musicSet: (name: string) => `“${name}” is the music.`,
    subtitlesSet: (name: string) => `“${name}” has the subtitles.`,
    fontSet: (name: string) => `“${name}” is the font of the subtitles.`,
  },

  unfinished: {
    heading: 'A video was not finished',
    what: (clips: number, names: readonly string[]) => {
      const more = clips - names.length;
      const listed = names.map((name) => `“${name}”`).join(', ');
      return `${counted(clips, 'clip', 'clips')}: ${listed}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
    },
    when: (startedAt: Date) => `Begun on ${formatMoment(startedAt)}`,
    progress: (percent: number) => `${percent} % was done when the page was closed`,
    hint: 'Clips that are done need not be encoded again. “Start afresh” empties the page; “Discard the video” keeps the project and forgets only the video.',
    continue: 'Continue',
    afresh: 'Start afresh',
    discard: 'Discard the video',
    waiting: 'It continues as soon as the files below are there.',
  },

  missing: {
    heading: (count: number) => `${counted(count, 'file is', 'files are')} needed again`,
    hint: (count: number) =>
      count === 1
        ? 'Drop it anywhere on this page, or choose it. It is recognised by its name, size and date.'
        : 'Drop them anywhere on this page, or choose them. They are recognised by name, size and date.',
    allow: (count: number) => `Allow access to ${counted(count, 'file', 'files')}`,
    choose: (count: number) => (count === 1 ? 'Choose the file…' : 'Choose the files…'),
    leaveOut: (count: number) => (count === 1 ? 'Go on without it' : 'Go on without them'),
    waited: (bytes: number | null) =>
      bytes === null ? 'Still missing' : `Still missing, ${formatBytes(bytes)}`,
    differs: (before: number | null, now: number) =>
      before === null || before === now
        ? 'The file that came was changed since'
        : `The file that came is another one: ${formatBytes(now)} instead of ${formatBytes(before)}`,
    useOther: (name: string) => `Use the changed “${name}”`,
    useOtherShort: 'Use it all the same',
    row: 'Waiting for this file',
    arrived: (count: number, left: number) =>
      `${counted(count, 'file is', 'files are')} there again${left > 0 ? `, ${formatCount(left)} still missing` : ''}.`,
    othersCame: (count: number) => `${counted(count, 'file is', 'files are')} not the same as before.`,
    leftOut: 'What was missing is left out.',
  },

  project: {
    heading: 'Project',
    hint: 'All settings, the order and the names of the files, to go on elsewhere or later. The files themselves are not in it.',
    save: 'Save project',
    open: 'Open project…',
    afresh: 'Start afresh',
    returned: 'Your last project is here again.',
    putAway: 'The page is empty again. The settings are as they were.',
    other: 'Another project was here before.',
    takeBack: 'Bring it back',
    back: 'The project is here again.',
    opened: (name: string) => `The project “${name}” is open.`,
    unreadable: (name: string) => `“${name}” cannot be read.`,
    tooMany: (name: string, count: number, most: number) =>
      `“${name}” has ${formatCount(count)} files of one kind; this page takes up to ${formatCount(most)}.`,
    leftOut: 'Settings that need to be corrected are not saved with it.',
    beyond: (names: readonly string[]) =>
      `This project sets what this page has no field for; it is kept and used: ${names.join(', ')}.`,
    refused:
      'This browser does not let the page keep your project, so closing the page loses it. Save it as a file instead.',
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
    cached: (count: number) => (count === 1 ? 'Done before' : `Done before, ${count} parts`),
    unused: 'Not needed for this video',
  },

  voiceOver: {
    heading: 'Voice-over',
    hint: (count: number) =>
      [
        'Without a voice-over the video is as long as its clips, or as you say in the settings.',
        'The video is exactly as long as the voice-over.',
      ][count] ?? 'They are spoken one after the other, and the video is exactly as long as all of them.',
    choose: 'Choose a voice-over…',
    more: 'Add another…',
    player: (name: string) => `Listen to “${name}”`,
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
    removed: 'Music removed.',
    noSound: (name: string) => `“${name}” has no sound. Choose another file as the music, or remove it.`,
  },

  sound: {
    heading: 'Sound',
    voiceVolume: (factor: number) => `Voice volume: ${percent(factor)}`,
    voiceGap: 'Pause between voice-overs (seconds)',
    musicVolume: (factor: number) => `Music volume: ${percent(factor)}`,
    clipVolume: (factor: number) =>
      factor === 0 ? 'Sound of the clips: left out' : `Sound of the clips: ${percent(factor)}`,
    duck: 'Music and clips quieter under the voice',
    even: (target: number) => `Usual loudness (−${formatCount(Math.abs(target))} LUFS)`,
  },

  subtitles: {
    heading: 'Subtitles',
    none: 'An SRT, WebVTT or ASS file, drawn over the video as you like it.',
    choose: 'Choose subtitles…',
    replace: 'Replace…',
    remove: (name: string) => `Remove the subtitles “${name}”`,
    removed: 'Subtitles removed.',
    found: (count: number, format: SubtitleFormat, encoding: string) =>
      `${counted(count, 'subtitle', 'subtitles')}, ${subtitleFormats[format]}, ${encoding}`,
    encoding: 'Encoding',
    encodings,
    encodingHint: 'Choose another one if the letters look wrong.',
    guessed: (encoding: string | null) => (encoding === null ? 'Guess it' : `Guessed: ${encoding}`),
    drawn: 'Draw them over the video',
    soft: 'Add a track that players can show or hide',
    skipped: (count: number) => `${counted(count, 'subtitle was', 'subtitles were')} damaged and left out`,
    problem: ({ line, reason }: SubtitleProblem) => (line === null ? reason : `Line ${line}: ${reason}`),
  },

  captions: {
    heading: 'How they look',
    preview: 'How the subtitles will look',
    previewHint: 'As in the video.',
    sample: 'This is how it looks',
    font: 'Font',
    fontProblem: 'Enter the name of a font, or several separated by commas.',
    fontHint: 'The first one that has a letter draws it. Inter comes with the page.',
    fontFile: (name: string) => `Font file: ${name}`,
    noFontFile: 'Or a font file of your own (TTF, OTF, WOFF2):',
    chooseFont: 'Choose a font file…',
    replaceFont: 'Replace…',
    fontRemoved: 'Font file removed.',
    bold: 'Bold',
    size: 'Letter size',
    sizeHint: 'In pixels of a video whose shorter side is 1080.',
    color: 'Colour of the letters',
    strokeWidth: 'Outline',
    strokeHint: '0 is none.',
    strokeColor: 'Colour of the outline',
    box: 'Box behind them',
    boxes: { none: 'None', plain: 'Plain', rounded: 'Rounded' },
    boxColor: 'Colour of the box',
    boxOpacity: (share: number) => `Opacity of the box: ${percent(share)}`,
    place: 'Position',
    places: {
      bottom: 'At the bottom',
      top: 'At the top',
      center: 'In the middle',
      'two-thirds': 'Two thirds up',
      custom: 'Somewhere else',
    },
    percent: 'Middle of the text (percent from the top)',
    percentHint: 'Always at least 5 % from every edge.',
    animation: 'When one appears',
    animations: { none: 'It is just there', spring: 'It springs up' },
    highlight: 'Highlight the spoken word, where the file times words',
    highlightColor: 'Colour of the spoken word',
  },

  watermark: {
    heading: 'Watermark',
    none: 'A picture, such as a logo, over the whole video.',
    choose: 'Choose a picture…',
    replace: 'Replace…',
    set: (name: string) => `“${name}” is the watermark.`,
    remove: (name: string) => `Remove the watermark “${name}”`,
    removed: 'Watermark removed.',
    unreadable: (name: string) =>
      `“${name}” is not a picture that this browser can show. Choose another one.`,
    corner: 'Corner',
    corners: {
      'top-left': 'Top left',
      'top-right': 'Top right',
      'bottom-left': 'Bottom left',
      'bottom-right': 'Bottom right',
    },
    size: (value: number) => `Width: ${formatCount(value)} % of the video`,
    margin: (value: number) => `Distance from the edges: ${formatCount(value)} %`,
    opacity: (share: number) => `Opacity: ${percent(share)}`,
  },

  own: {
    heading: 'Only this clip',
    headingOf: (name: string, count: number) =>
      `Only this clip${count === 0 ? '' : `, ${count} set`}: “${name}”`,
    count: (count: number) => `${count} set`,
    asAll: 'As for all clips',
    reset: 'As for all again',
    inPoint: 'Begin at (seconds)',
    inHint: 'Empty: at its begin.',
    outPoint: 'End at (seconds)',
    outHint: 'Empty: at its end.',
    speed: 'Playback speed of this clip',
    volume: 'Own sound (percent)',
    stillDuration: 'Shown for (seconds)',
    kenBurns: 'Slow move',
    fit: 'Fit of this clip',
    transition: 'Transition of this clip',
    outBeforeIn: 'The end must be after the begin.',
    inAfterEnd: (seconds: number) => `The clip is only ${formatDuration(seconds)} long.`,
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
    duration: 'Length of the video (seconds)',
    durationHint: 'Empty: as long as its clips. A voice-over decides it itself.',
    quality: 'Quality',
    qualityHint: 'Better takes longer, and makes larger files.',
    qualities,
    format: 'Format',
    formatHint: 'H.264 plays everywhere. The others need a browser that encodes them.',
    formatLacking: 'This browser does not encode it. Choose another format.',
    formats: ({ container, codec }: Pick<Encoding, 'container' | 'codec'>, lacking: boolean) =>
      `${containers[container]}, ${codecs[codec]}${lacking ? ' – not in this browser' : ''}`,
    motion: 'More motion',
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
    engine: 'Made by',
    engineHint: 'What encodes the clips. What was measured on this computer decides, unless you do.',
    engines,
    workers: 'Workers',
    workersHint: 'How many clips are encoded at once. Empty: what suits this computer.',
    needsNumber: 'Enter a number.',
    sizeRange: (min: number, max: number) =>
      `Enter even numbers from ${formatNumber(min)} to ${formatNumber(max)}.`,
    seedRange: 'Enter a whole number from 0.',
    range: (min: number, max: number) => `Enter a number from ${formatNumber(min)} to ${formatNumber(max)}.`,
    rangeOrEmpty: (min: number, max: number) =>
      `Enter a number from ${formatNumber(min)} to ${formatNumber(max)}, or leave the field empty.`,
    workersRange: (min: number, max: number) =>
      `Enter a whole number from ${min} to ${max}, or leave the field empty.`,
  },

  cache: {
    hint: 'Encoded clips are kept in this browser, so that the next video takes less time.',
    clear: (size: string) => `Clear the cache (${size})`,
  },

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
    laneBar: (worker: string) => `Progress of ${worker}`,
  },

  log: {
    heading: (count: number) => (count === 1 ? 'Log (1 event)' : `Log (${count} events)`),
    latest: (count: number) => `The last ${count}:`,
  },
  result: {
    heading: 'Your video is ready',
    previous: 'Your previous video',
    ready: 'The video is ready.',
    saved: (name: string) => `It was saved as “${name}”.`,
    player: 'The finished video',
    download: 'Download',
    saveAs: 'Save as…',
    notSaved: 'The video could not be written there. Choose another place.',
    share: 'Share…',
    notShared: 'The device did not take the video.',
    copyReport: 'Copy the report',
    length: 'Length',
    bytes: 'Size',
    picture: 'Picture',
    frames: 'Frames',
    framesValue: (frames: string, rate: string) => `${frames} at ${rate}`,
    clips: 'Clips',
    clipsValue: (encoded: number, cached: number) =>
      `${formatCount(encoded)} encoded${cached > 0 ? `, ${formatCount(cached)} done before` : ''}`,
    codecs: 'Codecs',
    codecsValue: (names: readonly string[]) => names.map((name) => codecNames[name] ?? name).join(', '),
    time: 'Time taken',
    speedup: 'Against one at a time',
    speedupValue: (factor: number) => `${formatNumber(Math.round(factor * 10) / 10)} times as fast`,
    workers: 'Workers',
    workersValue: (workers: number, threads: number) =>
      `${workers} with ${counted(threads, 'thread', 'threads')}${workers === 1 ? '' : ' each'}`,
    problems: (count: number) => `${counted(count, 'file', 'files')} not, or not wholly, in the video`,
    problem: ({
      source,
      transitionFrom,
      error,
    }: Pick<SourceProblem, 'source' | 'transitionFrom' | 'error'>) => {
      const name = transitionFrom ? `${transitionFrom} → ${source}` : source;
      return error.message.includes(name) ? error.message : `“${name}”: ${error.message}`;
    },
    silent: (count: number) => `The own sound of ${counted(count, 'clip', 'clips')} is missing`,
    subtitles: (count: number, beyondEnd: number) =>
      [
        `${counted(count, 'subtitle', 'subtitles')} in the video`,
        ...(beyondEnd > 0 ? [`${formatCount(beyondEnd)} after its end`] : []),
      ].join(', '),
    subtitleFile: (kind: string) => `Subtitles as ${kind}`,
  },

  error: {
    heading: 'The video could not be made',
    kept: 'Everything that you added is still here.',
    details: 'Technical details',
    copy: 'Copy the details',
    copied: 'Copied.',
    notCopied: 'The browser did not allow copying. Select the text and copy it by hand.',
    /**
     * What went wrong, for a person.
     * @param name the file that it is about, where it is about one
     * @param original the sentence of the layer below, which is English
     */
    spoken: (_category: ErrorCategory, _name: string | null, original: string): string => original,
    category: (category: ErrorCategory) => `Kind: ${categories[category]} (${category})`,
    cause: 'Cause:',
    command: 'Command:',
    log: 'Last lines of the log:',
  },
};

export default text;
