import { readFileSync, writeFileSync } from 'node:fs';
import { makeAv1 } from './troubles';

/** AV1 in MP4 whose headers and first pictures are good. The index comes last: what is lost is pictures. */
export const makeBrokenAv1 = async (path: string): Promise<void> => {
  await makeAv1(path);
  const bytes = readFileSync(path);
  const [from, to] = [0.6, 0.8].map((part) => Math.floor(part * bytes.byteLength));
  writeFileSync(path, bytes.fill(0xff, from, to));
};
