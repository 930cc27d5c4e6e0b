import { createStore, entries, get, promisifyRequest, type UseStore } from 'idb-keyval';
import type { EngineName } from '../../../render/options';
import type { WaitedFile } from './knownFile';
import type { ProjectFiles } from './projectFiles';

/** A project as it is kept from one visit to the next. */
export interface StoredProject {
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly savedAt: number;
  /** A project file's text. */
  readonly json: string;
  /** The files that it names. */
  readonly files: ProjectFiles<WaitedFile>;
}

/** A render that has begun and not ended. Times are in milliseconds since 1970. */
export interface RenderMark {
  readonly startedAt: number;
  /** When it was last seen going on. */
  readonly seenAt: number;
  /** 0–1 */
  readonly fraction: number;
  /** What makes its clips; those that are done are of no use to another one. Not there until it is known. */
  readonly engine?: EngineName | undefined;
}

/** Where projects are kept. Every method rejects where the browser does not allow it. */
export interface ProjectStore {
  /** The latest first. */
  projects(): Promise<readonly StoredProject[]>;
  /**
   * Both or neither: a page that is closed has the time for one write.
   * @param files those that are kept whole from now on; left out: as they are
   */
  save(project: StoredProject, files?: readonly File[]): Promise<void>;
  /** The files of a project that are kept whole. */
  files(id: string): Promise<readonly File[]>;
  mark(id: string): Promise<RenderMark | null>;
  /** @param mark `null`: the render has ended */
  setMark(id: string, mark: RenderMark | null): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Kept apart, since each changes at another time. */
const KINDS = ['project', 'files', 'render'] as const;
const key = (kind: (typeof KINDS)[number], id: string): string => `${kind}/${id}`;

/** Projects in IndexedDB, which can keep files and their handles too. */
export const indexedProjects = (): ProjectStore => {
  let opened: UseStore | null = null;
  const store = (): UseStore => {
    opened ??= createStore('cliploom', 'projects');
    return opened;
  };
  /** Committed at once: what waits for the browser to do it by itself is lost when the page is closed. */
  const write = (change: (objects: IDBObjectStore) => void): Promise<void> =>
    store()('readwrite', (objects) => {
      change(objects);
      objects.transaction.commit();
      return promisifyRequest(objects.transaction);
    });
  return {
    async projects() {
      const all = await entries<string, unknown>(store());
      return all
        .filter(([name]) => name.startsWith('project/'))
        .map(([, value]) => value as StoredProject)
        .sort((one, other) => other.savedAt - one.savedAt);
    },
    save: (project, files) =>
      write((objects) => {
        if (files) objects.put(files, key('files', project.id));
        objects.put(project, key('project', project.id));
      }),
    files: async (id) => (await get<readonly File[]>(key('files', id), store())) ?? [],
    mark: async (id) => (await get<RenderMark>(key('render', id), store())) ?? null,
    setMark: (id, mark) =>
      write((objects) => (mark ? objects.put(mark, key('render', id)) : objects.delete(key('render', id)))),
    remove: (id) =>
      write((objects) => {
        for (const kind of KINDS) objects.delete(key(kind, id));
      }),
  };
};
