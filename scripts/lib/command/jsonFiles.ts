import { readFileSync } from 'node:fs';
import { type CaptionOptions, resolveCaptionStyle } from '../../../src/plan/captionStyle';
import { parseJson } from '../../../src/project/json';
import { checkProjectLength, parseProject } from '../../../src/project/parse';
import type { Project } from '../../../src/project/project';
import { sizeOfFile } from './paths';

const readText = (path: string): string => {
  checkProjectLength(sizeOfFile(path), path);
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw new Error(`${path} could not be read: ${(thrown as Error).message}`);
  }
};

/** @throws Error naming the file, and what is wrong where in it */
export const readProject = (path: string): Project => parseProject(readText(path), path);

/**
 * How captions are drawn, as a JSON file says.
 * @throws Error naming the file, and what is wrong where in it
 */
export const readCaptionStyle = (path: string): CaptionOptions => {
  const text = readText(path);
  try {
    const style = parseJson(text) as CaptionOptions;
    resolveCaptionStyle(style);
    return style;
  } catch (thrown) {
    throw new Error(`“${path}”: ${(thrown as Error).message}`);
  }
};
