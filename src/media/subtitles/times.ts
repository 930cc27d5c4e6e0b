/** Two numbers at least, with colons; whoever translated the file may have put spaces in between. */
const NUMBERS = '\\d+(?: *[:.,] *\\d+)+';
const FIRST_TIME = new RegExp(`(?:^|\\s)(${NUMBERS})$`);
const SECOND_TIME = new RegExp(`^(${NUMBERS})(?:\\s|$)`);
const TIME = /^(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,9}))?$/;

/** Characters beside the arrow that are looked at: more than any time has. */
const TIME_LENGTH = 60;
const ARROW = '-->';

/** Seconds of `01:02:03,456`, `02:03.456`, …; `null` if it is no time. */
export const parseTime = (text: string): number | null => {
  const [, hours = '0', minutes, seconds, fraction = '0'] = TIME.exec(text.replaceAll(' ', '')) ?? [];
  if (minutes === undefined || seconds === undefined || +minutes > 59 || +seconds > 59) return null;
  return +hours * 3600 + +minutes * 60 + +seconds + Number(`0.${fraction}`);
};

/** A line that says when a cue is read, or tries to. An arrow without a number beside it is text. */
export const isTimeLine = (line: string): boolean => line.includes(ARROW) && /\d\s*-->|-->\s*\d/.test(line);

/** Begin and end in seconds; `null` if one of them is damaged. What follows them, such as positions, is left out. */
export const parseTimeLine = (line: string): readonly [number, number] | null => {
  const arrow = line.indexOf(ARROW);
  const before = line.slice(0, arrow).trim().slice(-TIME_LENGTH);
  const after = line
    .slice(arrow + ARROW.length)
    .trim()
    .slice(0, TIME_LENGTH);
  const start = parseTime(FIRST_TIME.exec(before)?.[1] ?? '');
  const end = parseTime(SECOND_TIME.exec(after)?.[1] ?? '');
  return start === null || end === null ? null : [start, end];
};
