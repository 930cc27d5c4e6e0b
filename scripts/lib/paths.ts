import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Top of the repository. */
export const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** The built page. */
export const DIST = join(PROJECT, 'dist');

/** The script of a package that is run with Node, below `node_modules`. */
export const packageScript = (path: string): string => join(PROJECT, 'node_modules', path);
