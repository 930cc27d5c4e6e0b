import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ensureBuilt } from '../../../../scripts/lib/build';
import type { CliploomSession } from '../../../../scripts/lib/driver';
import { withFolderLock } from '../../../../scripts/lib/folderLock';
import { PROJECT, packageScript } from '../../../../scripts/lib/paths';
import type { RenderStage } from '../../../../src/render';
import type { ErrorReport } from '../../../../src/shared/errors';
import { makeByFfmpeg } from '../../../media/runFfmpeg';
import { openSession } from '../session';
import { tempDir } from '../tempDir';
import { FAKE_VIDEO, type FakeEngineHandle } from './handle';

/** Beside nothing that copies of the project may share, as packages are: it is this copy's page. */
const FOLDER = join(PROJECT, 'tests', 'output', 'fake-page');
const LOCK = packageScript('.cliploom-fake-page.lock');
const LOCKED = { waitSeconds: 300, staleSeconds: 600 };
const CONFIG = 'tests/browser/support/fakeEngine/vite.config.ts';

/** Sound and pictures that a browser plays. */
const makeVideo = async (path: string): Promise<void> => {
  using folder = tempDir();
  const made = folder.file(FAKE_VIDEO);
  await makeByFfmpeg(made, [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30:duration=2'],
    ...['-f', 'lavfi', '-i', 'sine=duration=2'],
    ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart'],
  ]);
  copyFileSync(made, path);
};

/** Builds the page with the fake engine, where it is older than what it is made from. */
const ensureFakePage = async (): Promise<void> => {
  const args = ['--config', CONFIG, '--outDir', FOLDER, '--emptyOutDir'];
  // Two test processes may open it at once, and it is of use only with its video.
  await withFolderLock(LOCK, LOCKED, async () => {
    await ensureBuilt(undefined, { folder: FOLDER, args, inputs: ['tests/browser/support/fakeEngine'] });
    const video = join(FOLDER, FAKE_VIDEO);
    if (!existsSync(video)) await makeVideo(video);
  });
};

/** The page on a fake engine, in a context of its own of the shared browser. */
export const openFakePage = async (): Promise<CliploomSession> => {
  await ensureFakePage();
  return openSession({ dist: FOLDER });
};

/** Steers the fake engine of the document that is shown, from its next step on. */
const steer = (page: Page, change: Partial<FakeEngineHandle>): Promise<void> =>
  page.evaluate((next) => {
    const scope = globalThis as { fakeEngine?: FakeEngineHandle };
    scope.fakeEngine = { hold: null, failure: null, renders: 0, ...scope.fakeEngine, ...next };
  }, change);

/** Renders stay in this stage until {@link goOn}, or until they are cancelled; of encoding in its middle. */
export const holdAt = (page: Page, hold: RenderStage): Promise<void> => steer(page, { hold });

export const goOn = (page: Page): Promise<void> => steer(page, { hold: null });

/** Renders fail when they come to this stage. */
export const failAt = (page: Page, at: RenderStage, error: ErrorReport): Promise<void> =>
  steer(page, { failure: { at, error } });
