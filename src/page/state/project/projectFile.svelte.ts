import { checkProjectLength, parseProject } from '../../../project/parse';
import type { Project } from '../../../project/project';
import { serializeProject } from '../../../project/serialize';
import type { ErrorReport } from '../../../shared/errors';
import { projectFileName } from '../../format';
import { text } from '../../text';
import type { Announcer } from '../announcer.svelte';
import { PageError, spokenError } from '../spoken';
import type { ProjectKeeper } from './keeper.svelte';
import { type WaitedFile, waitedByPath } from './knownFile';
import type { ProjectFiles } from './projectFiles';
import type { ProjectState } from './projectState.svelte';

/** A page with many more rows than these does not answer any more, and would come back so on each visit. */
const MOST_CLIPS = 2000;

const checkCount = ({ clips, voiceOver }: Project, name: string): void => {
  const count = Math.max(clips.length, voiceOver.length);
  if (count <= MOST_CLIPS) return;
  throw new PageError({ category: 'invalid-settings' }, () => text.project.tooMany(name, count, MOST_CLIPS));
};

const waitedFor = (project: Project): ProjectFiles<WaitedFile> => {
  const single = (path: string | undefined) => (path === undefined ? null : waitedByPath(path));
  return {
    clips: project.clips.map(({ file }) => waitedByPath(file)),
    voiceOver: project.voiceOver.map(waitedByPath),
    music: single(project.music),
    subtitles: single(project.subtitles),
    captionFont: single(project.captionFont),
    watermark: single(project.watermark?.file),
  };
};

/** Project files: saving what is on the page as one, and opening one. */
export class ProjectFile {
  /** Why the last one could not be opened or saved. */
  readonly problem = $derived.by(() => this.#failure?.message ?? null);
  #failure = $state.raw<ErrorReport | null>(null);
  readonly #state: ProjectState;
  readonly #keeper: ProjectKeeper;
  readonly #announcer: Announcer;

  constructor(state: ProjectState, keeper: ProjectKeeper, announcer: Announcer) {
    this.#state = state;
    this.#keeper = keeper;
    this.#announcer = announcer;
  }

  /** Takes the project of a file in place of the one on the page; a file that is none changes nothing. */
  async open(file: File): Promise<void> {
    this.#failure = null;
    try {
      checkProjectLength(file.size, file.name);
      const project = parseProject(await file.text(), file.name);
      checkCount(project, file.name);
      this.#keeper.replaceBy({ project, files: waitedFor(project) });
      this.#announcer.say(text.project.opened(file.name));
    } catch (thrown) {
      this.#fail(thrown, () => text.project.unreadable(file.name));
    }
  }

  save(): void {
    this.#failure = null;
    try {
      const json = serializeProject(this.#state.project);
      const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
      const link = document.createElement('a');
      Object.assign(link, { href: url, download: projectFileName(new Date()) });
      link.click();
      // The browser has begun to read it by then.
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    } catch (thrown) {
      this.#fail(thrown, () => text.create.unexpected);
    }
  }

  #fail(thrown: unknown, otherwise: () => string): void {
    this.#failure = spokenError(thrown, otherwise);
  }
}
