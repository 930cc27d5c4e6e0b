import { beforeEach, describe, expect, it } from 'vitest';
import type { RenderMark } from '../../src/page/state/project/projectStore';
import { FakeBrowser, file, stored } from './fakeBrowser';

let browser: FakeBrowser;
beforeEach(() => {
  browser = new FakeBrowser();
});

describe('a render', () => {
  it('is noted from begin to end, at most once a second', async () => {
    const { keeper, materials } = browser.tab();
    await keeper.open();
    materials.setFont(file('a.ttf'));
    keeper.renderBegins();
    for (const [after, fraction] of [
      [400, 0.1],
      [700, 0.2],
      [800, 0.3],
    ] as const) {
      browser.now += after;
      keeper.renderIsAt(fraction);
    }
    await keeper.renderEnds();
    browser.now += 5000;
    keeper.renderIsAt(1);
    await keeper.flush();
    expect(browser.store.writes).toEqual(['files', 'project', 'mark 0', 'mark 0.2', 'no mark']);
  });

  it('that was cut off is offered before newer projects, until it is given up', async () => {
    browser.store.put(stored('newer', 20, 'b.ttf'), stored('cut', 10, 'a.ttf'));
    browser.store.marks.set('cut', { startedAt: 5, seenAt: 9, fraction: 0.5 });
    const first = browser.tab();
    await first.keeper.open();
    expect(first.keeper.unfinished).toEqual({ startedAt: 5, seenAt: 9, fraction: 0.5 });
    expect(first.keeper.returned).toBe(false);
    expect(first.materials.font?.name).toBe('a.ttf');
    first.keeper.discard();
    await first.keeper.flush();
    expect(browser.store.marks.size).toBe(0);
    expect(first.materials.font?.name).toBe('a.ttf');
  });

  it('goes on with the engine that began it, once it is known which', async () => {
    browser.store.put(stored('cut', 10, 'a.ttf'));
    browser.store.marks.set('cut', { startedAt: 5, seenAt: 9, fraction: 0.5, engine: 'ffmpeg' });
    const { keeper } = browser.tab();
    await keeper.open();
    expect(keeper.renderBegins()).toBe('ffmpeg');
    keeper.renderIsAt(0, 'webcodecs');
    await keeper.flush();
    // An encoder failed: from here on it is the other one. It is noted at once.
    expect(browser.store.marks.get('cut')).toMatchObject({ engine: 'webcodecs' });
    await keeper.renderEnds();
    expect(keeper.renderBegins()).toBeUndefined();
  });

  it('does not go on with an engine that is none', async () => {
    browser.store.put(stored('cut', 10, 'a.ttf'));
    const mark = { startedAt: 5, seenAt: 9, fraction: 0.5, engine: 'magic' };
    browser.store.marks.set('cut', mark as unknown as RenderMark);
    const { keeper } = browser.tab();
    await keeper.open();
    expect(keeper.renderBegins()).toBeUndefined();
  });

  it('that is going on in another tab is not offered', async () => {
    const first = browser.tab();
    await first.keeper.open();
    first.materials.setFont(file('a.ttf'));
    first.keeper.renderBegins();
    await first.keeper.flush();
    const second = browser.tab();
    await second.keeper.open();
    expect(second.keeper.unfinished).toBeNull();
    expect(browser.store.marks.size).toBe(1);
  });
});

describe('a project file', () => {
  it('takes the place of what was there, whose files it gets where it names them', async () => {
    const { keeper, materials, file: projectFile } = browser.tab();
    await keeper.open();
    const font = file('a.ttf');
    materials.setFont(font);
    const { json } = stored('x', 1, 'fonts/a.ttf');
    await projectFile.open(new File([json], 'film.json'));
    expect(projectFile.problem).toBeNull();
    expect(materials.font?.file).toBe(font);
    keeper.takeBack();
    expect(materials.font?.file).toBe(font);
  });

  it('that is none, or too large, changes nothing', async () => {
    const { keeper, materials, file: projectFile } = browser.tab();
    await keeper.open();
    materials.setFont(file('a.ttf'));
    await projectFile.open(new File(['{"format":1}'], 'x.json'));
    expect(projectFile.problem).toMatch(/^“x\.json”: not a project of Cliploom/);
    await projectFile.open(file('big.json', 5_000_001));
    expect(projectFile.problem).toMatch(/too large/);
    const many = { format: 'cliploom-project', version: 1, clips: Array.from({ length: 2001 }, () => 'a') };
    await projectFile.open(new File([JSON.stringify(many)], 'many.json'));
    expect(projectFile.problem).toMatch(/“many\.json” has 2,001 files/);
    expect(materials.font?.name).toBe('a.ttf');
    expect(keeper.putAway).toBeNull();
  });
});
