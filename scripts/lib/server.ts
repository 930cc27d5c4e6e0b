import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { SITE_HEADERS } from '../../build/contentPolicy';
import { serveWithSimulatedCores } from './simulateCores';

export interface ServerOptions {
  /** Folder to serve. */
  readonly root: string;
  /** Default: any free port. */
  readonly port?: number | undefined;
  /** The number of cores that every script served is made to see; see `simulateCores.ts`. */
  readonly simulateCores?: number | undefined;
  /** `false` leaves out the page's headers, those of cross-origin isolation too, as simple static hosts do. Default `true`. */
  readonly isolation?: boolean | undefined;
  /** For tests: sees each request first, and answers it itself where it says so. */
  readonly answerFirst?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** Serve below this path, `/some/path/`. Default `/`. */
  readonly basePath?: string | undefined;
}

export interface RunningServer {
  /** Address of the folder's index page, with a slash at the end. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const notFound = (response: ServerResponse): void => {
  response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/**
 * Serves a folder on this machine only.
 * @throws an error with the code `EADDRINUSE` when the port is taken
 */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { root, simulateCores, isolation = true } = options;
  const base = `/${options.basePath ?? ''}/`.replace(/\/+/g, '/');
  // Looked up anew for each request: the folder may be built again while the server runs.
  const files = sirv(root, { dev: true, etag: true });
  const scripts = simulateCores === undefined ? null : serveWithSimulatedCores(root, simulateCores);

  const serveFile = (request: IncomingMessage, response: ServerResponse): void => {
    const fromDisk = () => files(request, response, () => notFound(response));
    if (scripts === null) fromDisk();
    else void scripts(request, response, fromDisk);
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (isolation) for (const [name, value] of Object.entries(SITE_HEADERS)) response.setHeader(name, value);
    if (options.answerFirst?.(request, response)) return;
    if (request.url?.startsWith(base)) {
      request.url = request.url.slice(base.length - 1);
      serveFile(request, response);
    } else notFound(response);
  };

  const server = createServer(answer);
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}${base}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
