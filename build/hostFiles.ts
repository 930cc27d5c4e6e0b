import type { Plugin } from 'vite';
import { SITE_HEADERS } from './contentPolicy.ts';

/** Files below are named after what is in them, and can be kept for ever; everything else has to be asked for. */
const HASHED = 'assets';
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK = 'no-cache';

const headers = Object.entries(SITE_HEADERS);

/** Netlify, Cloudflare Pages and others. */
const underscoreHeaders = (): string => {
  const block = (path: string, lines: readonly (readonly [string, string])[]) =>
    [path, ...lines.map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  // A header that two blocks set is sent with both values: cache control stands in one for each path.
  const asked = ['/', '/index.html', '/service-worker.js', '/manifest.webmanifest'];
  return `${[
    block('/*', headers),
    ...asked.map((path) => block(path, [['Cache-Control', ASK]])),
    block(`/${HASHED}/*`, [['Cache-Control', FOR_EVER]]),
  ].join('\n')}\n`;
};

/** Apache, where the host allows it. */
const htaccess = (): string => `<IfModule mod_headers.c>
${headers.map(([name, value]) => `  Header always set ${name} "${value}"`).join('\n')}
  Header set Cache-Control "${ASK}"
  <If "%{REQUEST_URI} =~ m#/${HASHED}/#">
    Header set Cache-Control "${FOR_EVER}"
  </If>
</IfModule>
<IfModule mod_mime.c>
  AddType text/javascript .js
  AddType application/manifest+json .webmanifest
  AddType application/octet-stream .bin
</IfModule>
`;

/** Vercel, where the built folder is what is deployed. */
const vercel = (): string => {
  const listed = (entries: readonly (readonly [string, string])[]) =>
    entries.map(([key, value]) => ({ key, value }));
  const rules = [
    { source: '/(.*)', headers: listed(headers) },
    { source: `/((?!${HASHED}/).*)`, headers: listed([['Cache-Control', ASK]]) },
    { source: `/${HASHED}/(.*)`, headers: listed([['Cache-Control', FOR_EVER]]) },
  ];
  return `${JSON.stringify({ headers: rules }, null, 2)}\n`;
};

/** Names of the files that are for the host alone; visitors never ask for them. */
export const HOST_FILES: Readonly<Record<string, () => string>> = {
  _headers: underscoreHeaders,
  '.htaccess': htaccess,
  'vercel.json': vercel,
  // GitHub Pages: the folder is served as it is.
  '.nojekyll': () => '',
};

/** Adds to the build what common static hosts read headers from. */
export const hostFiles = (): Plugin => ({
  name: 'cliploom:host-files',
  apply: 'build',
  generateBundle() {
    for (const [fileName, source] of Object.entries(HOST_FILES)) {
      this.emitFile({ type: 'asset', fileName, source: source() });
    }
  },
});
