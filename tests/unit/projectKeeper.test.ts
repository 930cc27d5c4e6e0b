import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcer } from '../../src/page/state/announcer.svelte';
import { CaptionState } from '../../src/page/state/captions.svelte';
import { Materials } from '../../src/page/state/materials.svelte';
import { ProjectKeeper } from '../../src/page/state/project/keeper.svelte';
import { ProjectFile } from '../../src/page/state/project/projectFile.svelte';
import { ProjectState } from '../../src/page/state/project/projectState.svelte';
import type { ProjectStore, RenderMark, StoredProject } from '../../src/page/state/project/projectStore';
import { SettingsState } from '../../src/page/state/settings.svelte';
import { SoundState } from '../../src/page/state/sound.svelte';
import { WatermarkState } from '../../src/page/state/watermark.svelte';

/** What one browser keeps, and all that was written into it. */
class FakeStore implements ProjectStore {
  readonly stored = new Map<string, StoredProject>();
  readonly whole = new Map<string, readonly File[]>();
  readonly marks = new Map<string, RenderMark>();
  readonly writes: string[] = [];
  refuses = false;

  projects = async () => [...this.stored.values()].sort((one, other) => other.savedAt - one.savedAt);
  files = async (id: string) => this.whole.get(id) ?? [];
  mark = async (id: string) => this.marks.get(id) ?? null;
  save = async (project: StoredProject, files?: readonly File[]) => {
    if (files) await this.#write('files', () => this.whole.set(project.id, [...files]));
    await this.#write('project', () => this.stored.set(project.id, project));
  };
  setMark = (id: string, mark: RenderMark | null) =>
    this.#write(mark ? `mark ${mark.fraction}` : 'no mark', () =>
      mark ? this.marks.set(id, mark) : this.marks.delete(id),
    );
  remove = (id: string) => this.#write('remove', () => this.stored.delete(id));

  async #write(what: string, write: () => unknown): Promise<void> {
    if (this.refuses) throw new DOMException('Full.', 'QuotaExceededError');
    this.writes.push(what);
    write();
  }
}

let store: FakeStore;
let held: Set<string>;
let now = 1000;
/** What happens while a tab waits for another to let go of a project. */
let whileWaiting = async (): Promise<void> => {};

/** A tab of that browser. */
const tab = () => {
  const announcer = new Announcer();
  const materials = new Materials(announcer);
  const settings = new SettingsState(announcer);
  const [sound, captions, watermark] = [new SoundState(), new CaptionState(), new WatermarkState()];
  const state = new ProjectState({ materials, settings, sound, captions, watermark });
  const hold = async (id: string, waitMs: number) => {
    if (waitMs > 0) await whileWaiting();
    return !held.has(id) && held.add(id) !== undefined;
  };
  const keeper = new ProjectKeeper(state, announcer, { store, locks: { hold }, now: () => now });
  return { materials, settings, state, keeper, file: new ProjectFile(state, keeper, announcer) };
};
/** All tabs are closed. */
const closeAll = () => held.clear();
const file = (name: string, size = 1) =>
  new File([new Uint8Array(size)], name, { type: 'text/plain', lastModified: 1 });
const stored = (id: string, savedAt: number, name: string): StoredProject => ({
  id,
  savedAt,
  json: JSON.stringify({ format: 'cliploom-project', version: 1, captionFont: name, settings: { fps: 24 } }),
  files: {
    ...{ clips: [], voiceOver: [], music: null, subtitles: null, watermark: null },
    captionFont: { name, size: 1, lastModified: 1, handle: null },
  },
});
const put = (...projects: StoredProject[]) => {
  for (const project of projects) store.stored.set(project.id, project);
};

beforeEach(() => {
  store = new FakeStore();
  held = new Set();
  now = 1000;
  whileWaiting = async () => {};
});

describe('the project', () => {
  it('is stored when something changes, its files only when they do', async () => {
    const { keeper, materials, settings } = tab();
    await keeper.open();
    materials.setFont(file('a.ttf'));
    await keeper.flush();
    expect(store.writes).toEqual(['files', 'project']);
    await keeper.flush();
    settings.values.fps = 24;
    await keeper.flush();
    expect(store.writes).toEqual(['files', 'project', 'project']);
  });

  it('is stored once for many changes in a row', async () => {
    const { keeper, settings } = tab();
    await keeper.open();
    vi.useFakeTimers();
    try {
      for (const seed of [1, 2, 3]) {
        settings.values.seed = seed;
        keeper.watch();
        await vi.advanceTimersByTimeAsync(300);
      }
      expect(store.writes).toEqual([]);
      await vi.advanceTimersByTimeAsync(200);
      expect(store.writes).toEqual(['project']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('comes back with the files that were kept whole, and waits for the others', async () => {
    const first = tab();
    await first.keeper.open();
    first.materials.setFont(file('small.ttf'));
    first.materials.setSubtitles(file('large.srt', 9_000_000));
    first.settings.values.fps = 50;
    await first.keeper.flush();
    closeAll();
    const second = tab();
    await second.keeper.open();
    expect(second.keeper).toMatchObject({ ready: true, returned: true, unfinished: null, refused: false });
    expect(second.settings.values.fps).toBe(50);
    expect(second.materials.font?.file?.name).toBe('small.ttf');
    expect(second.materials.waiting.map(({ name }) => name)).toEqual(['large.srt']);
    const { length } = store.writes;
    await second.keeper.flush();
    expect(store.writes.slice(length)).toEqual(['project']);
    expect(second.materials.fill([file('large.srt', 9_000_000), file('more.srt')])).toHaveLength(1);
    expect(second.materials.waiting).toEqual([]);
  });

  it('of a tab that is open stays there; another tab has its settings and an own one', async () => {
    const first = tab();
    await first.keeper.open();
    first.materials.setFont(file('a.ttf'));
    first.settings.values.fps = 50;
    await first.keeper.flush();
    const second = tab();
    await second.keeper.open();
    expect(second.materials.all).toEqual([]);
    expect(second.settings.values.fps).toBe(50);
    await second.keeper.flush();
    expect(store.stored.size).toBe(1);
    second.materials.setFont(file('b.ttf'));
    await second.keeper.flush();
    expect(store.stored.size).toBe(2);
  });

  it('of a tab that is just ending is waited for', async () => {
    put(stored('ending', 2, 'a.ttf'), stored('older', 1, 'b.ttf'));
    held.add('ending');
    whileWaiting = async () => {
      held.delete('ending');
    };
    const { keeper, materials } = tab();
    await keeper.open();
    expect(materials.font?.name).toBe('a.ttf');
  });

  it('does not take the place of what somebody added before it was there', async () => {
    put(stored('old', 1, 'old.ttf'));
    const { keeper, materials } = tab();
    materials.setFont(file('new.ttf'));
    await keeper.open();
    expect(materials.font?.name).toBe('new.ttf');
    await keeper.flush();
    expect([...store.stored.values()].map(({ files }) => files.captionFont?.name)).toEqual([
      ...['old.ttf', 'new.ttf'],
    ]);
    keeper.takeBack();
    expect(materials.font?.name).toBe('old.ttf');
  });

  it('does not take it either when somebody adds something while its files are read', async () => {
    put(stored('old', 1, 'old.ttf'));
    const kept = file('old.ttf');
    store.whole.set('old', [kept]);
    const { keeper, materials } = tab();
    store.files = async (id) => {
      await Promise.resolve();
      materials.setFont(file('new.ttf'));
      return store.whole.get(id) ?? [];
    };
    await keeper.open();
    expect(materials.font?.name).toBe('new.ttf');
    keeper.takeBack();
    expect(materials.font?.file).toBe(kept);
  });

  it('that cannot be read stays where it is', async () => {
    put({ ...stored('other', 1, 'a.ttf'), json: '{"format":"cliploom-project","version":2}' });
    const { keeper, materials } = tab();
    await keeper.open();
    materials.setFont(file('b.ttf'));
    await keeper.flush();
    expect([...store.stored.keys()]).toEqual(['other', expect.any(String)]);
  });

  it('is let go when there are many newer ones, unless a tab has it', async () => {
    put(...Array.from({ length: 8 }, (_, index) => stored(`p${index}`, index, 'a.ttf')));
    held.add('p1');
    await tab().keeper.open();
    expect([...store.stored.keys()]).toEqual(['p1', 'p3', 'p4', 'p5', 'p6', 'p7']);
  });

  it('is not kept where the browser refuses, and the page says so', async () => {
    const { keeper, materials } = tab();
    await keeper.open();
    store.refuses = true;
    materials.setFont(file('a.ttf'));
    await keeper.flush();
    expect(keeper.refused).toBe(true);
    store.projects = () => Promise.reject(new Error('No storage.'));
    const blind = tab();
    await blind.keeper.open();
    expect(blind.keeper).toMatchObject({ ready: true, refused: true });
  });

  it('goes with its files in one write: a page that is closed has no time for a second', async () => {
    const { keeper, materials, settings } = tab();
    await keeper.open();
    const font = file('a.ttf');
    const seen: (readonly [string, readonly File[] | undefined])[] = [];
    store.save = (project, files) => {
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
    const { keeper, materials } = tab();
    await keeper.open();
    const save = store.save;
    store.save = async (project, files = []) => {
      if (files.length > 0) throw new DOMException('Changed.', 'NotReadableError');
      await save(project, files);
    };
    materials.setFont(file('a.ttf'));
    await keeper.flush();
    expect(keeper.refused).toBe(false);
    closeAll();
    const second = tab();
    await second.keeper.open();
    expect(second.materials.waiting.map(({ name }) => name)).toEqual(['a.ttf']);
  });

  it('can be put away and taken back, files and all', async () => {
    const { keeper, materials, settings } = tab();
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

describe('a render', () => {
  it('is noted from begin to end, at most once a second', async () => {
    const { keeper, materials } = tab();
    await keeper.open();
    materials.setFont(file('a.ttf'));
    keeper.renderBegins();
    for (const [after, fraction] of [
      [400, 0.1],
      [700, 0.2],
      [800, 0.3],
    ] as const) {
      now += after;
      keeper.renderIsAt(fraction);
    }
    await keeper.renderEnds();
    now += 5000;
    keeper.renderIsAt(1);
    await keeper.flush();
    expect(store.writes).toEqual(['files', 'project', 'mark 0', 'mark 0.2', 'no mark']);
  });

  it('that was cut off is offered before newer projects, until it is given up', async () => {
    put(stored('newer', 20, 'b.ttf'), stored('cut', 10, 'a.ttf'));
    store.marks.set('cut', { startedAt: 5, seenAt: 9, fraction: 0.5 });
    const first = tab();
    await first.keeper.open();
    expect(first.keeper.unfinished).toEqual({ startedAt: 5, seenAt: 9, fraction: 0.5 });
    expect(first.keeper.returned).toBe(false);
    expect(first.materials.font?.name).toBe('a.ttf');
    first.keeper.discard();
    await first.keeper.flush();
    expect(store.marks.size).toBe(0);
    expect(first.materials.font?.name).toBe('a.ttf');
  });

  it('goes on with the engine that began it, once it is known which', async () => {
    put(stored('cut', 10, 'a.ttf'));
    store.marks.set('cut', { startedAt: 5, seenAt: 9, fraction: 0.5, engine: 'ffmpeg' });
    const { keeper } = tab();
    await keeper.open();
    expect(keeper.renderBegins()).toBe('ffmpeg');
    keeper.renderIsAt(0, 'webcodecs');
    await keeper.flush();
    // An encoder failed: from here on it is the other one. It is noted at once.
    expect(store.marks.get('cut')).toMatchObject({ engine: 'webcodecs' });
    await keeper.renderEnds();
    expect(keeper.renderBegins()).toBeUndefined();
  });

  it('does not go on with an engine that is none', async () => {
    put(stored('cut', 10, 'a.ttf'));
    const mark = { startedAt: 5, seenAt: 9, fraction: 0.5, engine: 'magic' };
    store.marks.set('cut', mark as unknown as RenderMark);
    const { keeper } = tab();
    await keeper.open();
    expect(keeper.renderBegins()).toBeUndefined();
  });

  it('that is going on in another tab is not offered', async () => {
    const first = tab();
    await first.keeper.open();
    first.materials.setFont(file('a.ttf'));
    first.keeper.renderBegins();
    await first.keeper.flush();
    const second = tab();
    await second.keeper.open();
    expect(second.keeper.unfinished).toBeNull();
    expect(store.marks.size).toBe(1);
  });
});

describe('a project file', () => {
  it('takes the place of what was there, whose files it gets where it names them', async () => {
    const { keeper, materials, file: projectFile } = tab();
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
    const { keeper, materials, file: projectFile } = tab();
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
