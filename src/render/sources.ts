import { asPicture } from '../media/svg';
import type { ClipSettings } from '../plan/clipSettings';
import type { PlanSource } from '../plan/pieces';
import { RenderError, toRenderError } from '../shared/errors';
import type { SourceInfo, VideoTrackInfo } from '../shared/media';
import { probeSource } from './probeSource';
import type { SourceProblem } from './types';

/** A file of the call, and what is different for it. */
export interface RequestedClip {
  readonly file: File;
  readonly own: ClipSettings;
}

/** A source that can be used. */
export interface UsableSource extends PlanSource {
  readonly file: File;
  readonly info: SourceInfo;
}

export interface ReadSources {
  readonly usable: readonly UsableSource[];
  readonly problems: readonly SourceProblem[];
}

const requireVideo = (info: SourceInfo, name: string): VideoTrackInfo => {
  if (!info.video) {
    throw new RenderError({
      category: 'unreadable-source',
      message: `“${name}” has no picture in it, only sound.`,
    });
  }
  if (info.video.durationSeconds <= 0 && !info.video.isStill) {
    throw new RenderError({ category: 'unreadable-source', message: `“${name}” has no length.` });
  }
  return info.video;
};

/** Probes all files side by side. A file that cannot be used becomes a problem; it stops nothing. */
export const readSources = async (
  clips: readonly RequestedClip[],
  signal: AbortSignal,
  onRead: () => void,
): Promise<ReadSources> => {
  const usable: UsableSource[] = [];
  const problems: SourceProblem[] = [];
  const read = await Promise.allSettled(
    clips.map(async ({ file, own }, index) => {
      const info = await probeSource(file, signal);
      const video = requireVideo(info, file.name);
      return { file: video.isStill ? await asPicture(file) : file, own, index, info, video };
    }),
  );
  for (const [index, outcome] of read.entries()) {
    if (outcome.status === 'fulfilled') {
      usable.push(outcome.value);
    } else {
      const source = clips[index]?.file.name ?? '';
      const error = toRenderError(outcome.reason, {
        category: 'unreadable-source',
        message: `“${source}” could not be read.`,
      });
      if (error.category === 'cancelled') throw error;
      problems.push({ source, sourceIndex: index, error: error.toReport() });
    }
    onRead();
  }
  return { usable, problems };
};
