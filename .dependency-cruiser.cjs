/**
 * Imports go downwards only (docs/design.md):
 *   page → preview → render → pool, assemble, media, draw → plan → shared;  workers → draw → plan → shared;
 *   page, scripts → project → plan → shared;  page, render → store → shared;  service-worker, build → shared.
 * The only link from the page's side to a worker is the URL of its entry, taken in src/render and src/preview.
 */
const layer = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|workers|service-worker|build|scripts|bench|tests)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    // `@ffmpeg/types` holds types only, which this tool does not follow.
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(url|worker|packed)|^@ffmpeg/types$' },
    },
    layer('shared-imports-nothing', '^src/shared/', '^src/shared/'),
    layer('plan-is-pure', '^src/plan/', '^src/(plan|shared)/'),
    layer('project-layer', '^src/project/', '^src/(project|plan|shared)/'),
    layer('media-layer', '^src/media/', '^src/(media|plan|shared)/'),
    layer('draw-layer', '^src/draw/', '^src/(draw|plan|shared)/'),
    layer('assemble-layer', '^src/assemble/', '^src/(assemble|plan|shared)/'),
    layer('store-layer', '^src/store/', '^src/(store|shared)/'),
    layer('pool-knows-jobs-not-video', '^src/pool/', '^src/(pool|shared)/'),
    layer(
      'render-layer',
      '^src/render/',
      '^(src/(render|pool|assemble|store|media|draw|plan|shared)/|workers/(clip-copier|clip-processor|core-compiler|core-thread|header-reader)\\.ts)',
    ),
    layer(
      'preview-layer',
      '^src/preview/',
      '^(src/(preview|render|pool|media|plan|shared)/|workers/(preview-(pictures|sound)|shot-pictures)\\.ts)',
    ),
    layer(
      'page-goes-through-render',
      '^src/page/',
      '^src/(page|preview|render|project|store|media|draw|plan|shared)/',
    ),
    layer('service-worker-shares-a-protocol', '^service-worker/', '^(service-worker|src/shared)/'),
    layer('build-knows-names', '^build/', '^(build|src/shared)/'),
    layer('workers-share-types-plan-and-drawing', '^workers/', '^(workers/|src/(draw|plan|shared)/)'),
    {
      name: 'plan-without-packages',
      severity: 'error',
      from: { path: '^src/plan/' },
      to: { dependencyTypes: ['npm', 'core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'browser', 'import', 'types', 'default'],
    },
  },
};
