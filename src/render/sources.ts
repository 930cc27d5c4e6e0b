import { asPicture } from '../media/svg';
import { type ClipSettings, settingsFor } from '../plan/clipSettings';
import { type PlanSource, piecesOf } from '../plan/pieces';
import type { PlanSettings } from '../plan/settings';
import { RenderError, toRenderError } from '../shared/errors';
import type { SourceInfo, VideoTrackInfo } from '../shared/media';
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

/** A source of which nothing can be shown would else be left out without a word. */
const requireMaterial = (source: UsableSource, settings: PlanSettings): void => {
  if (piecesOf(source, settings).length > 0) return;
  const { name } = source.file;
  const { durationSeconds } = source.video;
  const { inPoint } = settingsFor(source, settings);
  throw new RenderError({
    category: 'invalid-settings',
    message:
      inPoint >= durationSeconds
        ? `“${name}” is ${durationSeconds.toFixed(1)} s long: nothing is left of it after its in point, ${inPoint} s.`
        : `“${name}” gives less than one frame of the video.`,
  });
};

/** Finds out what a file is. */
export type ProbeFile = (file: File, signal: AbortSignal) => Promise<SourceInfo>;

/** Probes all files side by side. A file that cannot be used becomes a problem; it stops nothing. */
export const readSources = async (
  clips: readonly RequestedClip[],
  settings: PlanSettings,
  probe: ProbeFile,
  signal: AbortSignal,
  onRead: () => void,
): Promise<ReadSources> => {
  const usable: UsableSource[] = [];
  const problems: SourceProblem[] = [];
  const read = await Promise.allSettled(
    clips.map(async ({ file, own }, index) => {
      const info = await probe(file, signal);
      const video = requireVideo(info, file.name);
      const source = { file: video.isStill ? await asPicture(file) : file, own, index, info, video };
      requireMaterial(source, settings);
      return source;
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
