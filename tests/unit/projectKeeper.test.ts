import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser, file, stored } from './fakeBrowser';

let browser: FakeBrowser;
beforeEach(() => {
  browser = new FakeBrowser();
});

describe('the project', () => {
  it('is stored when something changes, its files only when they do', async () => {
    const { keeper, materials, settings } = browser.tab();
    await keeper.open();
    materials.setFont(file('a.ttf'));
    await keeper.flush();
    expect(browser.store.writes).toEqual(['files', 'project']);
    await keeper.flush();
    settings.values.fps = 24;
    await keeper.flush();
    expect(browser.store.writes).toEqual(['files', 'project', 'project']);
  });

  it('is stored once for many changes in a row', async () => {
    const { keeper, settings } = browser.tab();
    await keeper.open();
    vi.useFakeTimers();
    try {
      for (const seed of [1, 2, 3]) {
        settings.values.seed = seed;
        keeper.watch();
        await vi.advanceTimersByTimeAsync(300);
      }
      expect(browser.store.writes).toEqual([]);
      await vi.advanceTimersByTimeAsync(200);
      expect(browser.store.writes).toEqual(['project']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('comes back with the files that were kept whole, and waits for the others', async () => {
    const first = browser.tab();
    await first.keeper.open();
    first.materials.setFont(file('small.ttf'));
    first.materials.setSubtitles(file('large.srt', 9_000_000));
    first.settings.values.fps = 50;
    await first.keeper.flush();
    browser.closeAllTabs();
    const second = browser.tab();
    await second.keeper.open();
    expect(second.keeper).toMatchObject({ ready: true, returned: true, unfinished: null, refused: false });
    expect(second.settings.values.fps).toBe(50);
    expect(second.materials.font?.file?.name).toBe('small.ttf');
    expect(second.materials.waiting.map(({ name }) => name)).toEqual(['large.srt']);
    const { length } = browser.store.writes;
    await second.keeper.flush();
    expect(browser.store.writes.slice(length)).toEqual(['project']);
    expect(second.materials.fill([file('large.srt', 9_000_000), file('more.srt')])).toHaveLength(1);
    expect(second.materials.waiting).toEqual([]);
  });

  it('of a tab that is open stays there; another tab has its settings and an own one', async () => {
    const first = browser.tab();
    await first.keeper.open();
    first.materials.setFont(file('a.ttf'));
    first.settings.values.fps = 50;
    await first.keeper.flush();
    const second = browser.tab();
    await second.keeper.open();
    expect(second.materials.all).toEqual([]);
    expect(second.settings.values.fps).toBe(50);
    await second.keeper.flush();
    expect(browser.store.stored.size).toBe(1);
    second.materials.setFont(file('b.ttf'));
    await second.keeper.flush();
    expect(browser.store.stored.size).toBe(2);
  });

  it('of a tab that is just ending is waited for', async () => {
    browser.store.put(stored('ending', 2, 'a.ttf'), stored('older', 1, 'b.ttf'));
    browser.held.add('ending');
    browser.whileWaiting = async () => {
      browser.held.delete('ending');
    };
    const { keeper, materials } = browser.tab();
    await keeper.open();
    expect(materials.font?.name).toBe('a.ttf');
  });

  it('is stored already while that of another tab is waited for, which can be had afterwards', async () => {
    browser.store.put(stored('ending', 1, 'old.ttf'));
    browser.held.add('ending');
    const { keeper, materials } = browser.tab();
    const fonts = () => [...browser.store.stored.values()].map(({ files }) => files.captionFont?.name);
    browser.whileWaiting = async () => {
      await keeper.flush();
      expect(fonts()).toEqual(['old.ttf']);
      materials.setFont(file('new.ttf'));
      await keeper.flush();
      expect(fonts()).toEqual(['old.ttf', 'new.ttf']);
      browser.held.delete('ending');
    };
    await keeper.open();
    expect(materials.font?.name).toBe('new.ttf');
    keeper.takeBack();
    expect(materials.font?.name).toBe('old.ttf');
    await keeper.flush();
    expect(fonts()).toEqual(['old.ttf', 'old.ttf']);
  });

  it('is not replaced by one that was waited for when something of it is stored', async () => {
    browser.store.put(stored('ending', 1, 'old.ttf'));
    browser.held.add('ending');
    const { keeper, materials, settings } = browser.tab();
    browser.whileWaiting = async () => {
      settings.values.fps = 50;
      await keeper.flush();
      browser.held.delete('ending');
    };
    await keeper.open();
    expect([settings.values.fps, materials.font]).toEqual([50, null]);
    keeper.takeBack();
    expect([settings.values.fps, materials.font?.name]).toEqual([24, 'old.ttf']);
  });

  it('does not take the place of what somebody added before it was there', async () => {
    browser.store.put(stored('old', 1, 'old.ttf'));
    const { keeper, materials } = browser.tab();
    materials.setFont(file('new.ttf'));
    await keeper.open();
    expect(materials.font?.name).toBe('new.ttf');
    await keeper.flush();
    expect([...browser.store.stored.values()].map(({ files }) => files.captionFont?.name)).toEqual([
      ...['old.ttf', 'new.ttf'],
    ]);
    keeper.takeBack();
    expect(materials.font?.name).toBe('old.ttf');
  });

  it('does not take it either when somebody adds something while its files are read', async () => {
    browser.store.put(stored('old', 1, 'old.ttf'));
    const kept = file('old.ttf');
    browser.store.whole.set('old', [kept]);
    const { keeper, materials } = browser.tab();
    browser.store.files = async (id) => {
      await Promise.resolve();
      materials.setFont(file('new.ttf'));
      return browser.store.whole.get(id) ?? [];
    };
    await keeper.open();
    expect(materials.font?.name).toBe('new.ttf');
    keeper.takeBack();
    expect(materials.font?.file).toBe(kept);
  });

  it('that cannot be read stays where it is', async () => {
    browser.store.put({ ...stored('other', 1, 'a.ttf'), json: '{"format":"cliploom-project","version":2}' });
    const { keeper, materials } = browser.tab();
    await keeper.open();
    materials.setFont(file('b.ttf'));
    await keeper.flush();
    expect([...browser.store.stored.keys()]).toEqual(['other', expect.any(String)]);
  });

  it('is let go when there are many newer ones, unless a tab has it', async () => {
    browser.store.put(...Array.from({ length: 8 }, (_, index) => stored(`p${index}`, index, 'a.ttf')));
    browser.held.add('p1');
    await browser.tab().keeper.open();
    expect([...browser.store.stored.keys()]).toEqual(['p1', 'p3', 'p4', 'p5', 'p6', 'p7']);
  });

  it('is not kept where the browser refuses, and the page says so', async () => {
    const { keeper, materials } = browser.tab();
    await keeper.open();
    browser.store.refuses = true;
    materials.setFont(file('a.ttf'));
    await keeper.flush();
    expect(keeper.refused).toBe(true);
    browser.store.projects = () => Promise.reject(new Error('No storage.'));
    const blind = browser.tab();
    await blind.keeper.open();
    expect(blind.keeper).toMatchObject({ ready: true, refused: true });
  });

  it('goes with its files in one write: a page that is closed has no time for a second', async () => {
    const { keeper, materials, settings } = browser.tab();
    await keeper.open();
    const font = file('a.ttf');
    const seen: (readonly [string, readonly File[] | undefined])[] = [];
    browser.store.save = (project, files) => {
      seen.push([project.json, files]);
      return new Promise(() => {});
    };
    materials.setFont(font);
    settings.values.fps = 60;
    void keeper.flush();
    await Promise.resolve();
    expect(seen).toEqual([[expect.stringContaining('60'), [font]]]);
  });

  it('is kept without its files where they cannot be', async () => {
    const { keeper, materials } = browser.tab();
    await keeper.open();
    const save = browser.store.save;
    browser.store.save = async (project, files = []) => {
      if (files.length > 0) throw new DOMException('Changed.', 'NotReadableError');
      await save(project, files);
    };
    materials.setFont(file('a.ttf'));
    await keeper.flush();
    expect(keeper.refused).toBe(false);
    browser.closeAllTabs();
    const second = browser.tab();
    await second.keeper.open();
    expect(second.materials.waiting.map(({ name }) => name)).toEqual(['a.ttf']);
  });

  it('can be put away and taken back, files and all', async () => {
    const { keeper, materials, settings } = browser.tab();
    await keeper.open();
    const font = file('a.ttf');
    materials.setFont(font);
    settings.values.fps = 60;
    keeper.startAfresh();
    expect(materials.all).toEqual([]);
    expect(settings.values.fps).toBe(60);
    keeper.takeBack();
    expect(materials.font?.file).toBe(font);
    expect(keeper.putAway).toBeNull();
  });
});
