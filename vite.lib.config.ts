import { defineConfig } from 'vite';
import { packedFiles } from './build/packedFiles.ts';

/**
 * The library: one entry, the worker and the cores beside it, each found relative to the entry's own address
 * (`import.meta.url`), so that copying the folder to any web server is enough.
 */
export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [packedFiles()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: 'dist-lib',
    assetsInlineLimit: 0,
    rollupOptions: {
      input: 'src/render/index.ts',
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: 'cliploom.js', format: 'es' },
    },
  },
});
