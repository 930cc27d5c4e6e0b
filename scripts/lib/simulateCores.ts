import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, normalize, sep } from 'node:path';

/**
 * One line of script after which `navigator.hardwareConcurrency` is `cores` in whatever global it runs: page, worker or
 * a thread of ffmpeg's core. The DevTools override of the same name reaches the page only.
 */
export const simulateCoresLine = (cores: number): string =>
  `Object.defineProperty(Object.getPrototypeOf(navigator), 'hardwareConcurrency', { get: () => ${cores}, configurable: true });\n`;

/**
 * A request handler that serves every script below `root` with that line before it (a statement may stand before
 * `import`), and passes everything else on.
 */
export const serveWithSimulatedCores = (root: string, cores: number) => {
  const folder = normalize(root + sep);
  const line = simulateCoresLine(cores);
  return async (request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> => {
    const path = scriptPath(request.url ?? '/');
    const file = path === null ? null : join(folder, path);
    if (file === null || !file.startsWith(folder)) return next();
    const script = await readFile(file).catch(() => null);
    if (script === null) return next();
    const body = Buffer.concat([Buffer.from(line), script]);
    response.writeHead(200, {
      'Content-Type': 'text/javascript',
      'Content-Length': body.length,
      'Cache-Control': 'no-store',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
};

/** Path of a script in an address, or `null` for everything else. */
const scriptPath = (url: string): string | null => {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    return /\.m?js$/.test(path) ? path : null;
  } catch {
    return null;
  }
};
