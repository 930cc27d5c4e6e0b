import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const SUFFIX = '?packed';

/** `@ffmpeg/core-mt/…` is `ffmpeg-core-mt`: the files in the packages have the same name. */
const nameOf = (path: string): string => {
  const [scope = '', name = ''] = path.replaceAll('\\', '/').split('/node_modules/').at(-1)?.split('/') ?? [];
  return scope.startsWith('@') ? `${scope.slice(1)}-${name.replace(`${scope.slice(1)}-`, '')}` : scope;
};

/**
 * `import { url, packedBytes, plainBytes } from 'some/file?packed'`: a file that travels compressed, since hosts refuse
 * files above 25 MiB, and many send what they do not know as it is. It is named `.bin`: a name that ends with `.gz`
 * makes some hosts declare a `Content-Encoding`, and others not. The development server sends the file as it is, so
 * whoever reads it looks at its first bytes.
 */
export const packedFiles = (): Plugin => {
  let serving = false;
  return {
    name: 'cliploom:packed-files',
    enforce: 'pre',
    configResolved({ command }) {
      serving = command === 'serve';
    },
    async resolveId(source, importer) {
      if (!source.endsWith(SUFFIX)) return null;
      const resolved = await this.resolve(source.slice(0, -SUFFIX.length), importer, { skipSelf: true });
      return resolved && resolved.id + SUFFIX;
    },
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const path = id.slice(0, -SUFFIX.length);
      const plain = await readFile(path);
      if (serving) {
        const size = `export const packedBytes = ${plain.length}, plainBytes = ${plain.length};`;
        return `export { default as url } from ${JSON.stringify(`${path}?url`)}; ${size}`;
      }
      // Node writes neither a time nor a name into it: the same file gives the same bytes.
      const packed = await promisify(gzip)(plain, { level: constants.Z_BEST_COMPRESSION });
      const file = this.emitFile({ type: 'asset', name: `${nameOf(path)}.bin`, source: packed });
      return `export const url = import.meta.ROLLUP_FILE_URL_${file};
        export const packedBytes = ${packed.length}, plainBytes = ${plain.length};`;
    },
  };
};
