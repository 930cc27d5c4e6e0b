/** Words of the project: its file, a video that was not finished, files that are missing. */
import { formatBytes, formatCount, formatMoment } from '../../format';
import { counted } from './counts';

export const project = {
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

  cache: {
    hint: 'Encoded clips are kept in this browser, so that the next video takes less time.',
    clear: (size: string) => `Clear the cache (${size})`,
  },
};
