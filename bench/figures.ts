/** Figures as people read them; each with its unit. */
export const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
export const inMebibytes = (bytes: number): string =>
  bytes > 0 ? `${Math.round(bytes / 2 ** 20)} MiB` : '–';
export const times = (ratio: number): string => `${ratio.toFixed(2)}×`;
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
export const cores = (number: number): string => (number > 0 ? number.toFixed(2) : '–');
