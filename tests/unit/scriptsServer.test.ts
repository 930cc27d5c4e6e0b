import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerOptions, startServer } from '../../scripts/lib/server';
import { simulateCoresLine } from '../../scripts/lib/simulateCores';

let root: string;
const SCRIPT = "import './other.js';\n";

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'cliploom-'));
  root = join(folder, 'dist');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets', 'a b.js'), SCRIPT);
  writeFileSync(join(root, 'core.wasm'), '0123456789');
  writeFileSync(join(folder, 'secret.js'), 'secret');
});
afterAll(() => rmSync(join(root, '..'), { recursive: true }));

const get = async (path: string, options: Partial<ServerOptions> = {}, init: RequestInit = {}) => {
  const server = await startServer({ root, ...options });
  try {
    const response = await fetch(new URL(path, server.url), init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } finally {
    await server.close();
  }
};

describe('startServer', () => {
  it('isolates the page', async () => {
    const { status, headers } = await get('');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch('text/html');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
  });

  it('leaves isolation out when asked to', async () => {
    const { headers } = await get('', { isolation: false });
    expect([...headers.keys()].filter((name) => /^cross-origin|policy/.test(name))).toEqual([]);
  });

  it('serves wasm so that it can be compiled in a stream, and in ranges', async () => {
    const { headers } = await get('core.wasm');
    expect(headers.get('content-type')).toBe('application/wasm');
    const part = await get('core.wasm', {}, { headers: { range: 'bytes=2-4' } });
    expect([part.status, part.text]).toEqual([206, '234']);
  });

  it('serves below a path, and nothing above it', async () => {
    expect((await get('core.wasm', { basePath: '/some/where' })).text).toBe('0123456789');
    expect((await get('/core.wasm', { basePath: '/some/where' })).status).toBe(404);
  });

  it('lets a test answer first', async () => {
    const answerFirst: ServerOptions['answerFirst'] = ({ url }, response) => {
      if (url !== '/core.wasm') return false;
      response.end('other');
      return true;
    };
    expect((await get('core.wasm', { answerFirst })).text).toBe('other');
    expect((await get('', { answerFirst })).text).toBe('<!doctype html>');
  });

  it('says when the port is taken', async () => {
    const server = await startServer({ root });
    await expect(startServer({ root, port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await server.close();
  });

  it('puts the simulated cores before every script, and only there', async () => {
    const script = await get('assets/a%20b.js?v=1', { simulateCores: 16 });
    expect(script.text).toBe(simulateCoresLine(16) + SCRIPT);
    expect(script.headers.get('content-type')).toMatch('javascript');
    expect(script.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect((await get('core.wasm', { simulateCores: 16 })).text).toBe('0123456789');
  });

  it.each(['..%2fsecret.js', '%2e%2e/secret.js', 'none.js', '%ff.js'])('has no %s', async (path) => {
    expect((await get(path, { simulateCores: 2 })).status).toBe(404);
  });
});

it('simulateCoresLine overrides what the global says, again and again', () => {
  class Navigator {
    get hardwareConcurrency(): number {
      return 2;
    }
  }
  const global = { navigator: new Navigator() };
  runInNewContext(simulateCoresLine(16) + simulateCoresLine(12), global);
  expect(global.navigator.hardwareConcurrency).toBe(12);
});
