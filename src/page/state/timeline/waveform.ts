import type { Peaks } from '../../../media/peaks';

/**
 * Heights of columns for a part of a sound, 0–1: of each the loudest peak, so that nothing gets lost when it is small.
 * @param from begin of the part, as a share of the sound
 * @param to its end
 * @param columns how many there is room for
 */
export const columnsOf = ({ values, known }: Peaks, from: number, to: number, columns: number): number[] =>
  Array.from({ length: Math.max(0, columns) }, (_, column) => {
    const begin = Math.floor((from + ((to - from) * column) / columns) * values.length);
    const end = Math.max(
      begin + 1,
      Math.floor((from + ((to - from) * (column + 1)) / columns) * values.length),
    );
    let most = 0;
    for (let at = Math.max(0, begin); at < Math.min(known, end); at += 1)
      most = Math.max(most, values[at] ?? 0);
    return most / 255;
  });
