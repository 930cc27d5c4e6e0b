/**
 * Draws the installed page's icons from `public/favicon.svg`. The PNGs are part of the repository: run it again where the
 * drawing changes.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBrowser, launchBrowser } from './lib/browser';
import { PROJECT } from './lib/paths';

const SIZES = [192, 512];

/** A launcher may cut a maskable icon to a circle of 80 % of its width: https://www.w3.org/TR/appmanifest/#icon-masks */
const SAFE_SHARE = 0.8;

const publicFile = (path: string): string => join(PROJECT, 'public', path);

const main = async (): Promise<void> => {
  const drawing = await readFile(publicFile('favicon.svg'), 'utf8');
  const ground = /<rect[^>]*fill="([^"]+)"/.exec(drawing)?.[1] ?? 'none';
  await mkdir(publicFile('icons'), { recursive: true });
  const browser = await launchBrowser(await ensureBrowser());
  try {
    const page = await browser.newPage();
    const draw = async (name: string, size: number, share: number, colour: string): Promise<void> => {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(`<style>
        body { margin: 0; display: grid; place-items: center; height: 100vh; background: ${colour}; }
        svg { width: ${share * 100}vw; }
      </style>${drawing}`);
      await writeFile(
        publicFile(`icons/${name}-${size}.png`),
        await page.screenshot({ omitBackground: true }),
      );
    };
    for (const size of SIZES) {
      await draw('icon', size, 1, 'transparent');
      await draw('maskable', size, SAFE_SHARE, ground);
    }
  } finally {
    await browser.close();
  }
};

await main();
