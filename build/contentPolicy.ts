import type { Plugin } from 'vite';

/**
 * This origin only, with what the page makes itself (`blob:`): files of the person's as pictures, sounds and videos.
 * `wasm-unsafe-eval` allows compiling WebAssembly, and no script. https://www.w3.org/TR/CSP3/
 */
const DIRECTIVES: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob: data:",
  'media-src': "'self' blob:",
  'font-src': "'self'",
  'connect-src': "'self' blob:",
  'manifest-src': "'self'",
  'form-action': "'none'",
  'base-uri': "'none'",
};

const written = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map((directive) => directive.join(' '))
    .join('; ');

const contentPolicy = written(DIRECTIVES);

/** What a page should be sent with: isolation for threads, and the policy, which may say more than in a `<meta>`. */
export const SITE_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': written({ ...DIRECTIVES, 'frame-ancestors': "'none'" }),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Writes the policy into the built page, so that it holds on hosts that send no headers. */
export const contentPolicyMeta = (): Plugin => ({
  name: 'cliploom:content-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentPolicy },
      // Before everything that it is to hold for.
      injectTo: 'head-prepend',
    },
  ],
});
