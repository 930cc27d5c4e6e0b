import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { makeCountedClip } from '../../media/makeCountedClip';
import { axeFindings } from '../support/axe';
import { chosenFile, clickNotice, device, installDevice, setDevice } from '../support/devicePage';
import { goOn, holdAt, openFakePage } from '../support/fakeEngine/page';
import { freshPage } from '../support/freshPage';
import { chooseSmall, put } from '../support/pageStates';
import { videoHash } from '../support/resumePage';
import { shots } from '../support/shots';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const clips = [0, 1].map((id) => folder.file(`clip-${id}.mp4`));
const changed = folder.file('<b>changed & gone.mp4');
const clip = { width: 320, height: 180, fps: 30, seconds: 2 } as const;
let session: CliploomSession;
let page: Page;

const made = (of: Page): Promise<void> => of.getByTestId('result-video').waitFor({ timeout: 60_000 });

/** The first time it is encoded, every other time it is in the cache. */
const makeVideo = async (of: Page): Promise<void> => {
  await put(of, 'clip-input', ...clips);
  await chooseSmall(of);
  await of.getByTestId('create').click();
  await made(of);
};

beforeAll(async () => {
  for (const [clipId, path] of [...clips, changed].entries())
    await makeCountedClip({ ...clip, path, clipId });
  session = await openFakePage();
  page = session.page;
  await page.addInitScript(installDevice);
  await freshPage(page);
  await makeVideo(page);
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

describe('a finished video', () => {
  const said = () => page.getByTestId('result-said').innerText();

  it('is shared as one file; changing one’s mind says nothing, a failure says what failed', async () => {
    const share = page.getByTestId('share');
    await share.click();
    await expect.poll(async () => (await device(page)).shared.length).toBe(1);
    const [file] = (await device(page)).shared;
    expect(file).toEqual({
      ...{ name: expect.stringMatching(/^cliploom-[\d-]+\.mp4$/), type: 'video/mp4' },
      hash: await videoHash(page),
    });
    await setDevice(page, { shareFails: 'AbortError' });
    await share.click();
    await expect.poll(async () => (await device(page)).shared.length).toBe(2);
    expect(await said()).toBe('');
    await setDevice(page, { shareFails: 'NotAllowedError' });
    await share.click();
    await expect.poll(said).toBe('The device did not take the video.');
    await setDevice(page, { shareFails: '' });
    await share.click();
    await expect.poll(said).toBe('');
  });

  it('is saved to the byte where the person chooses; changing one’s mind changes nothing', async () => {
    const save = page.getByTestId('save-as');
    await setDevice(page, { pickerFails: 'AbortError' });
    await save.click();
    await expect.poll(async () => (await device(page)).suggested.length).toBe(1);
    expect(await said()).toBe('');
    expect(await chosenFile(page)).toBeNull();
    await setDevice(page, { pickerFails: '' });
    await save.click();
    await expect.poll(said).toBe('It was saved as “chosen.mp4”.');
    expect(await chosenFile(page)).toBe(await videoHash(page));
    expect((await device(page)).suggested[1]).toMatch(/^cliploom-[\d-]+\.mp4$/);
    for (const failure of [{ pickerFails: 'SecurityError' }, { diskFails: true }]) {
      await setDevice(page, failure);
      await save.click();
      if (failure.diskFails) await expect.poll(said).toBe('Saving it as “chosen.mp4”…');
      await expect.poll(said).toBe('The video could not be written there. Choose another place.');
      await setDevice(page, { pickerFails: '', diskFails: false });
      await save.click();
      await expect.poll(said).toBe('It was saved as “chosen.mp4”.');
    }
  });

  it('goes straight into the file that was chosen before; changing one’s mind starts nothing', async () => {
    const before = (await device(page)).suggested.length;
    await setDevice(page, { pickerFails: 'AbortError' });
    await page.getByText('Create straight into a file…').click();
    await expect.poll(async () => (await device(page)).suggested.length).toBe(before + 1);
    expect(await page.getByTestId('cancel').count()).toBe(0);
    await setDevice(page, { pickerFails: '' });
    // Held, for the words at its end are on the page already, of the video before.
    await holdAt(page, 'encoding');
    await page.getByText('Create straight into a file…').click();
    await page.getByTestId('cancel').waitFor();
    await goOn(page);
    await expect.poll(() => page.getByTestId('cancel').count()).toBe(0);
    await page.getByText('It was saved as “chosen.mp4”.').waitFor();
    expect(await chosenFile(page)).toBe(await videoHash(page));
    for (const testid of ['save-as', 'download']) expect(await page.getByTestId(testid).count()).toBe(0);
    expect(await page.getByTestId('share').count()).toBe(1);
  });

  it('tells how much faster it was than one clip at a time, as its report does', async () => {
    await page.getByTestId('copy-report').click();
    await expect.poll(async () => (await device(page)).copied).not.toBe('');
    const { workers, metrics } = JSON.parse((await device(page)).copied);
    const factor = Math.round(metrics.estimatedSpeedup * 10) / 10;
    const isFaster = workers > 1 && metrics.estimatedSpeedup >= 1.1;
    expect(await page.getByText(`${factor} times as fast`).count()).toBe(isFaster ? 1 : 0);
  });
});

describe('who looks at something else', () => {
  const create = () => page.getByTestId('create').click();

  it('is told at the end if they want it, and is asked only then', async () => {
    await create();
    await made(page);
    expect(await device(page)).toMatchObject({ asked: [], notices: [] });
    await page.getByTestId('notify').check();
    expect((await device(page)).asked).toEqual(['default']);
    await create();
    await made(page);
    expect((await device(page)).notices).toEqual([]);
    await setDevice(page, { hidden: true });
    await create();
    await made(page);
    const { notices } = await device(page);
    expect(notices).toEqual([
      { title: 'The video is ready.', body: expect.stringMatching(/^cliploom-[\d-]+\.mp4$/) },
    ]);
    await clickNotice(page);
    expect((await device(page)).focused).toBe(1);
  });

  it('is told so on the next visit too, and what it means that the browser says no', async () => {
    await page.reload();
    expect(await page.getByTestId('notify').isChecked()).toBe(true);
    await setDevice(page, { permission: 'denied' });
    await page.reload();
    const notify = page.getByTestId('notify');
    expect(await notify.isChecked()).toBe(false);
    await notify.click();
    await page.getByText('does not let this page show notifications').waitFor();
    expect(await notify.isChecked()).toBe(false);
    await shots(page, 'notify-blocked');
    expect(await axeFindings(page)).toEqual([]);
  });

  it('is told by the service worker where pages may not', async () => {
    const context = await page.context().browser()!.newContext({ serviceWorkers: 'allow' });
    try {
      await context.grantPermissions(['notifications']);
      await context.addInitScript(installDevice);
      // The worker has nothing else to do then.
      await context.addInitScript(() => {
        Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
      });
      const own = await context.newPage();
      await own.goto(page.url());
      await setDevice(own, { permission: 'granted', hidden: true, isPhone: true });
      await own.getByTestId('notify').check();
      await own.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await makeVideo(own);
      const shown = () =>
        own.evaluate(async () => {
          const registration = await navigator.serviceWorker.ready;
          return (await registration.getNotifications()).map(({ title, body }) => `${title} ${body}`);
        });
      await expect
        .poll(shown)
        .toEqual([expect.stringMatching(/^The video is ready\. cliploom-[\d-]+\.mp4$/)]);
      // As if it was clicked.
      await context.serviceWorkers()[0]?.evaluate(`registration.getNotifications().then(([notification]) => {
        dispatchEvent(new NotificationEvent('notificationclick', { notification }));
      })`);
      await expect.poll(shown).toEqual([]);
    } finally {
      await context.close();
    }
  });

  it('is told why there is no video, names of files as they are', async () => {
    await freshPage(page);
    await page.getByTestId('notify').check();
    await put(page, 'clip-input', changed);
    // Read in full: nothing is wrong with it so far.
    await page.getByTestId('clip-row').locator('img').waitFor();
    await page.getByTestId('expected-engine').waitFor();
    writeFileSync(changed, 'gone');
    await setDevice(page, { hidden: true });
    await create();
    await page.getByTestId('render-error').waitFor({ timeout: 60_000 });
    expect((await device(page)).notices).toEqual([
      { title: 'The video could not be made.', body: expect.stringContaining('“<b>changed & gone.mp4”') },
    ]);
  });
});

describe('a browser without all that', () => {
  it('has a download and no buttons that do nothing; leaving asks only while a video is made', async () => {
    const own = await page.context().newPage();
    await own.addInitScript(() => {
      for (const name of ['share', 'canShare']) Reflect.deleteProperty(Navigator.prototype, name);
      for (const name of ['showSaveFilePicker', 'Notification']) Reflect.deleteProperty(globalThis, name);
    });
    await own.goto(page.url());
    await makeVideo(own);
    expect(await own.getByTestId('download').count()).toBe(1);
    for (const testid of ['share', 'save-as', 'notify'])
      expect(await own.getByTestId(testid).count()).toBe(0);

    const asked: string[] = [];
    own.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await own.getByLabel('Width (pixels)').fill('1920');
    await own.getByLabel('Height (pixels)').fill('1080');
    await own.getByTestId('create').click();
    await own.getByTestId('cancel').waitFor();
    await own.close({ runBeforeUnload: true });
    await expect.poll(() => asked).toEqual(['beforeunload']);
    expect(own.isClosed()).toBe(false);
    await own.getByTestId('cancel').click();
    await own.getByTestId('create').waitFor();
    await own.close({ runBeforeUnload: true });
    await expect.poll(() => own.isClosed()).toBe(true);
    expect(asked).toHaveLength(1);
  });
});
