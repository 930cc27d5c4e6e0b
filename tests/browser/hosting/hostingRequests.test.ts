import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SITE_HEADERS } from '../../../build/contentPolicy';
import { DIST } from '../../../scripts/lib/paths';
import { frameTimes } from '../support/ffprobe';
import { type HostedSite, hostSite, untilIsolated, useVisitors } from '../support/hostedSite';
import { type RecordingProxy, startRecordingProxy } from '../support/recordingProxy';
import { chooseSize, rows } from '../support/resumePage';
import { makeTone } from '../support/sound';

/** Chromium asks there what a form's fields are, whatever the page. */
const BROWSERS_OWN = 'content-autofill.googleapis.com:443';

const { folder, clip, visitor } = useVisitors({ seconds: 2 });
const voice = folder.file('voice.mp3');
const music = folder.file('music.mp3');
let site: HostedSite;
let proxy: RecordingProxy;
let page: Page;
const violations: string[] = [];

beforeAll(async () => {
  await makeTone(voice, 2);
  await makeTone(music, 2);
  site = await hostSite();
  proxy = await startRecordingProxy(site.port);
  // Without the rule the browser would go past the proxy to its own machine.
  const context = await visitor({ proxy: { server: proxy.url, bypass: '<-loopback>' } });
  page = await context.newPage();
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
  });
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`Content Security Policy: ${violatedDirective} ${blockedURI}`),
    ),
  );
});
afterAll(async () => {
  await proxy?.close();
  await site?.close();
});

describe('what the built page sends', () => {
  it('from load to download not one request goes elsewhere, and none carries a body', async () => {
    await page.goto(site.url);
    await untilIsolated(page);
    await page.getByTestId('note-offline').waitFor({ timeout: 60_000 });
    await page.getByTestId('clip-input').setInputFiles([clip, join(DIST, 'icons', 'icon-512.png')]);
    await page.getByTestId('voice-input').setInputFiles(voice);
    await page.getByTestId('music-input').setInputFiles(music);
    await page.getByTestId('watermark-input').setInputFiles(join(DIST, 'favicon.svg'));
    await chooseSize(page, 180, 320);
    await page.getByTestId('create').click();
    await page.getByTestId('result-video').waitFor({ timeout: 120_000 });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('download').click(),
    ]);
    const out = folder.file('out.mp4');
    await download.saveAs(out);
    expect(await frameTimes(out)).toHaveLength(60);
    for (const _ of [1, 2]) await page.getByTestId('remove').first().click();
    await page.getByTestId('samples').click();
    await expect.poll(() => rows(page).count()).toBe(6);

    const requests = proxy.requests.filter(({ method, url }) => method !== 'CONNECT' || url !== BROWSERS_OWN);
    expect(requests.length).toBeGreaterThan(20);
    const { host } = new URL(site.url);
    expect(requests.filter(({ url }) => !url.startsWith(`http://${host}/some/where/`))).toEqual([]);
    expect(requests.filter(({ method, bytes }) => method !== 'GET' || bytes > 0)).toEqual([]);
    expect(violations).toEqual([]);
  });

  it('could not go elsewhere: page, worker and image are stopped before anything is sent', async () => {
    const before = proxy.requests.length;
    const elsewhere = 'http://elsewhere.example/';
    const send = (url: string) =>
      fetch(url, { method: 'POST', body: 'x', mode: 'no-cors' }).then(String, String);
    expect(await page.evaluate(send, elsewhere)).toMatch(/TypeError/);
    const worker = page.workers().find((one) => one.url().includes('clip-processor'));
    expect(await worker?.evaluate(send, elsewhere)).toMatch(/TypeError/);
    const shown = await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          const image = new Image();
          image.onload = () => resolve('shown');
          image.onerror = () => resolve('stopped');
          image.src = `${url}picture.png`;
        }),
      elsewhere,
    );
    expect(shown).toBe('stopped');
    expect(proxy.requests.slice(before).filter(({ url }) => url.includes('elsewhere'))).toEqual([]);
    expect(violations.join('\n')).toMatch(/connect-src/);
  });
});

describe('the built page’s files', () => {
  it('give hosts the same headers in each of their forms', () => {
    const read = (name: string) => readFileSync(join(DIST, name), 'utf8');
    const headers = Object.entries(SITE_HEADERS);
    const [everything] = JSON.parse(read('vercel.json')).headers;
    expect(everything.headers).toEqual(headers.map(([key, value]) => ({ key, value })));
    for (const [name, value] of headers) {
      expect(read('_headers')).toContain(`\n  ${name}: ${value}\n`);
      expect(read('.htaccess')).toContain(`set ${name} "${value}"`);
    }
  });

  const files = readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

  it('are below the 25 MiB that hosts take', () => {
    const sizes = files.map((path) => statSync(path).size);
    expect(Math.max(...sizes)).toBeLessThan(25 * 1024 * 1024);
    // The cores are among them.
    expect(sizes.filter((size) => size > 5e6)).toHaveLength(2);
  });
});
