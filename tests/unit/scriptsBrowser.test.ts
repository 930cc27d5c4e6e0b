import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/lib/browser';
import { hasDesktop } from '../../scripts/lib/desktop';

let folder: string;
const inFolder = (...names: string[]) => join(folder, ...names);

const program = (...names: string[]) => {
  writeFileSync(inFolder(...names), '');
  chmodSync(inFolder(...names), 0o755);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploom-'));
  mkdirSync(inFolder('first'));
  mkdirSync(inFolder('second'));
  // A folder of that name is no browser, and neither is a file that cannot be run.
  mkdirSync(inFolder('first', 'chromium'));
  writeFileSync(inFolder('first', 'chromium-browser'), '');
  program('first', 'google-chrome');
  program('second', 'chromium');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('findBrowser', () => {
  const onPath = () => ({ PATH: [inFolder('first'), inFolder('second')].join(delimiter) });

  it('prefers Chromium, wherever on the PATH it is', () => {
    expect(findBrowser(undefined, onPath())).toBe(inFolder('second', 'chromium'));
    expect(findBrowser(undefined, { PATH: inFolder('first') })).toBe(inFolder('first', 'google-chrome'));
  });

  it('takes what it is told before what it finds', () => {
    const env = { ...onPath(), CLIPLOOM_BROWSER: inFolder('first', 'google-chrome') };
    expect(findBrowser(undefined, env)).toBe(inFolder('first', 'google-chrome'));
    expect(findBrowser(inFolder('second', 'chromium'), env)).toBe(inFolder('second', 'chromium'));
  });

  it('does not silently take another one', () => {
    expect(() => findBrowser(inFolder('nothing'), onPath())).toThrow('--browser');
    expect(() => findBrowser(undefined, { ...onPath(), CLIPLOOM_BROWSER: inFolder('nothing') })).toThrow(
      'CLIPLOOM_BROWSER',
    );
  });
});

describe('hasDesktop', () => {
  const at = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv, isTTY = true) =>
    hasDesktop({ platform, env, isTTY });

  it('needs a person at a terminal and a display', () => {
    expect(at('darwin', {})).toBe(true);
    expect(at('linux', { DISPLAY: ':0' })).toBe(true);
    expect(at('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(at('linux', {})).toBe(false);
    expect(at('linux', { DISPLAY: ':0', CI: 'true' })).toBe(false);
    expect(at('win32', {}, false)).toBe(false);
  });
});
