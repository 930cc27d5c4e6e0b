import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Recorded {
  readonly method: string;
  readonly url: string;
  /** Of its body. */
  bytes: number;
}

export interface RecordingProxy {
  readonly url: string;
  readonly requests: readonly Recorded[];
  close(): Promise<void>;
}

/**
 * A proxy through which all of a browser's traffic goes, whoever makes it: page, workers, threads, service worker. Every
 * host is the one at `port`, so that the page can have any name.
 */
export const startRecordingProxy = async (port: number): Promise<RecordingProxy> => {
  const requests: Recorded[] = [];
  const server = createServer((request, response) => {
    const recorded = { method: request.method ?? '', url: request.url ?? '', bytes: 0 };
    requests.push(recorded);
    request.on('data', (part: Buffer) => {
      recorded.bytes += part.length;
    });
    const { pathname, search } = new URL(recorded.url);
    const { method, headers } = request;
    const path = pathname + search;
    const upstream = forward({ host: '127.0.0.1', port, method, headers, path }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  });
  // What would be encrypted: nothing of the page is.
  server.on('connect', (request, socket) => {
    requests.push({ method: 'CONNECT', url: request.url ?? '', bytes: 0 });
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
