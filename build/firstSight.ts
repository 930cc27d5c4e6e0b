import type { Plugin } from 'vite';

/** https://github.com/v8/v8/wiki/Explicit-Javascript-Compile-Hints; for others it is a comment. */
const HINT = '//# allFunctionsCalledOnLoad\n';

interface Modules {
  getModuleInfo(id: string): { readonly isEntry: boolean; readonly importers: readonly string[] } | null;
}

/** Whether a module comes with the page's own, and not only when it is asked for. */
const isFirst = (id: string, modules: Modules, seen = new Set<string>()): boolean => {
  seen.add(id);
  const info = modules.getModuleInfo(id);
  if (!info) return false;
  return info.isEntry || info.importers.some((one) => !seen.has(one) && isFirst(one, modules, seen));
};

/**
 * Puts all scripts that the page begins with into one file, and tells the browser that nearly everything in it is called
 * at once. It then compiles that beside the page's thread, while it comes, and not function by function on it.
 */
export const firstSight = (): Plugin => ({
  name: 'cliploom:first-sight',
  config: () => ({
    build: {
      rollupOptions: {
        output: {
          codeSplitting: {
            groups: [{ name: (id, modules) => (isFirst(id, modules) ? 'page' : null) }],
          },
        },
      },
    },
  }),
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const first = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' && file.isEntry ? file : [],
      );
      for (const entry of first) {
        for (const name of [entry.fileName, ...entry.imports]) {
          const file = bundle[name];
          if (file?.type === 'chunk') file.code = HINT + file.code;
        }
      }
    },
  },
});
