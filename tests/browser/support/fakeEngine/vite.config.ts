import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig, type Plugin } from 'vite';
import page from '../../../../vite.config.ts';

const FAKE = fileURLToPath(new URL('engine.ts', import.meta.url));

/** The page gets its engine through one import; here it gets another one. */
const fakeEngine = (): Plugin => ({
  name: 'cliploom:fake-engine',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === '../../render' && importer?.endsWith('/src/page/state/parts.ts') ? FAKE : null,
});

export default mergeConfig(page, defineConfig({ plugins: [fakeEngine()] }));
