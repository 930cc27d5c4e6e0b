import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { SERVICE_WORKER, VERSION_META } from '../src/shared/serviceWorker.ts';
import { SITE_HEADERS } from './contentPolicy.ts';
import { HOST_FILES } from './hostFiles.ts';

const ENTRY = fileURLToPath(new URL('../service-worker/main.ts', import.meta.url));
const PAGE = 'index.html';

/** Takes its place in the page until the version is known, which depends on the page. */
const PLACEHOLDER = 'cliploom-version-of-this-build';

/** Large, and not needed at once: packed cores and samples. */
const isLater = (path: string): boolean => path.endsWith('.bin') || path.startsWith('samples/');

/** The core with threads first, which most pages use; then the other one; samples last. */
const laterRank = (path: string): number =>
  [/core-mt.*\.bin$/, /\.bin$/, /./].findIndex((kind) => kind.test(path));

interface SiteFile {
  /** Relative to the page, with slashes. */
  readonly path: string;
  readonly hash: string;
}

const hashOf = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex').slice(0, 16);

const siteFiles = async (folder: string): Promise<SiteFile[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length).replaceAll(sep, '/'))
    .filter((path) => !(path in HOST_FILES) && path !== SERVICE_WORKER)
    .sort();
  return Promise.all(paths.map(async (path) => ({ path, hash: hashOf(await readFile(join(folder, path))) })));
};

/** The worker's script, to which only the list of files is missing. */
const workerScript = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      target: 'es2022',
      write: false,
      rollupOptions: { input: ENTRY, output: { format: 'iife', entryFileNames: SERVICE_WORKER } },
    },
  });
  const [output] = 'output' in built ? built.output : [];
  if (!output) throw new Error('The service worker was not built.');
  return output.code;
};

/** Puts a version, or the placeholder, into the page. */
const withVersion = (page: string, version: string): string =>
  page.replace(new RegExp(`(<meta name="${VERSION_META}" content=")[^"]*`), `$1${version}`);

/** Names a built site after what is in it, and makes the service worker that belongs to it. */
export const nameVersion = async (folder: string): Promise<void> => {
  const page = await readFile(join(folder, PAGE), 'utf8');
  await writeFile(join(folder, PAGE), withVersion(page, PLACEHOLDER));
  const [files, script] = await Promise.all([siteFiles(folder), workerScript()]);
  const version = hashOf(JSON.stringify([files, script, SITE_HEADERS]));
  await writeFile(join(folder, PAGE), withVersion(page, version));
  const site = {
    version,
    files: files.filter(({ path }) => !isLater(path)).map(({ path }) => (path === PAGE ? './' : path)),
    laterFiles: files
      .filter(({ path }) => isLater(path))
      .sort((a, b) => laterRank(a.path) - laterRank(b.path)),
    headers: SITE_HEADERS,
  };
  await writeFile(join(folder, SERVICE_WORKER), `const SITE = ${JSON.stringify(site)};\n${script}`);
};

/** Makes the service worker when all files are there. */
export const serviceWorker = (): Plugin => {
  let folder = '';
  return {
    name: 'cliploom:service-worker',
    apply: 'build',
    configResolved({ root, build: { outDir } }) {
      folder = resolve(root, outDir);
    },
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { name: VERSION_META, content: PLACEHOLDER }, injectTo: 'head' },
    ],
    // Not in `closeBundle`: that is called for a build that failed too, whose own error would not be told any more.
    writeBundle: { order: 'post', sequential: true, handler: () => nameVersion(folder) },
  };
};
