/** Words of what came of it: the result, the log, errors. */
import type { ErrorCategory, LogEvent, SourceProblem } from '../../../render';
import { formatCount, formatNumber } from '../../format';
import { counted } from './counts';

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

const events: Record<LogEvent['event'], string> = {
  queued: 'queued',
  started: 'started',
  'progress-stalled': 'no progress',
  retry: 'tried again',
  done: 'done',
  failed: 'failed',
  'worker-started': 'worker started',
  'worker-ended': 'worker ended',
  'fewer-workers': 'fewer workers',
  'pool-broken': 'no worker starts',
  stage: 'stage',
  engine: 'engine',
  'left-out': 'left out',
  forgotten: 'forgotten',
};

const codecNames: Readonly<Record<string, string>> = {
  ...{ avc: 'H.264', hevc: 'H.265', vp9: 'VP9', av1: 'AV1' },
  ...{ aac: 'AAC', opus: 'Opus' },
};

export const outcome = {
  log: {
    heading: (count: number) => (count === 1 ? 'Log (1 event)' : `Log (${count} events)`),
    latest: (count: number) => `The last ${count}:`,
    line: ({ time, worker, clip, event, detail }: LogEvent) =>
      [`${(time / 1000).toFixed(1)} s`, worker, clip, events[event], detail].filter(Boolean).join('  '),
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
