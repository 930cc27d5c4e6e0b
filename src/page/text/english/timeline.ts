/** Words of the timeline. */
import { formatCount, formatDuration, formatNumber, formatPlural } from '../../format';

export const timeline = {
  heading: 'Timeline',
  facts: (seconds: number, shots: number) =>
    `${formatDuration(seconds)}, ${formatCount(shots)} ${formatPlural(shots, { one: 'shot', other: 'shots' })}`,
  reading: (count: number) => `${formatCount(count)} more being read`,
  empty: 'Here you see the video as it will be, as soon as there is a clip.',
  show: 'Show the timeline',
  hide: 'Hide the timeline',
  zoomIn: 'Show less, larger',
  zoomOut: 'Show more, smaller',
  fit: 'Show all of it',
  keepOrder: 'Keep this order',
  orderKept: 'The clips are listed as they are shown now, and can be moved.',
  shots: 'Clips as they are shown',
  scroller: 'The video from its start to its end',
  shot: (place: number, count: number, name: string, begin: number, length: number) =>
    `${formatCount(place)} of ${formatCount(count)}: “${name}”, ${formatDuration(length)} from ${formatDuration(begin)} on`,
  keys: 'Arrow keys go from clip to clip, Alt and an arrow key moves one, Delete leaves it out.',
  cue: (text: string) => text.replaceAll('\n', ' '),
  music: (name: string, rounds: number) =>
    rounds > 1
      ? `Music: “${name}”, ${formatCount(rounds)} times in a row, to the video’s end`
      : `Music: “${name}”, to the video’s end`,
  musicAgain: 'The music begins again here',
  shownAsStill: 'Shown as a still: this browser cannot play it; the video will have it whole.',
  playhead: 'Place in the video',
  at: (seconds: number) => formatDuration(seconds),
  selected: 'The chosen clip',
  lasts: (length: number, begin: number, end: number) =>
    `${formatDuration(length)}, second ${formatNumber(begin)} to ${formatNumber(end)}`,
  lastsStill: (length: number) => formatDuration(length),
  earlier: 'Earlier',
  later: 'Later',
  replace: 'Replace…',
  exclude: 'Leave out',
  include: 'Take back',
  includeClip: (name: string) => `Take “${name}” back into the video`,
  excludedRow: 'Left out of the video',
  trimStart: 'Begin of the clip',
  trimEnd: 'End of the clip',
  trimmed: (name: string, seconds: number) => `“${name}” is ${formatDuration(seconds)} long.`,
  replaced: (name: string, other: string) => `“${other}” took the place of “${name}”.`,
  excluded: (name: string) => `“${name}” is left out.`,
  included: (name: string) => `“${name}” is in the video again.`,
};
