import { planRender, type RenderPlan } from '../plan/plan';
import type { PlanSettings } from '../plan/settings';
import { clipJob } from '../render/clipJob';
import {
  type Material,
  type MaterialReaders,
  type MaterialRequest,
  planRequestOf,
  readMaterial,
  sourcesByIndex,
} from '../render/material';
import { nothingUsable } from '../render/outcomes';
import type { UsableSource } from '../render/sources';
import type { PreviewScene } from '../shared/preview';
import { previewSize } from './previewSize';

/** A plan, and what is shown and heard of it. */
export interface PlannedPreview {
  readonly material: Material;
  readonly plan: RenderPlan;
  readonly scene: PreviewScene;
}

/** An animated GIF, which ffmpeg decodes for a video, is played by the browser here: both show its pictures for as long. */
const playedHere = (source: UsableSource): UsableSource => {
  const { file, info } = source;
  const isGif = file.type === 'image/gif' && info.access === 'ffmpeg';
  return isGif ? { ...source, info: { ...info, access: 'browser' } } : source;
};

const sceneOf = (plan: RenderPlan, { usable, drawn }: Material, scale: number): PreviewScene => {
  const { settings } = plan;
  const jobs = {
    sources: sourcesByIndex(usable.map(playedHere)),
    settings,
    drawn,
    quality: 'standard',
    encoder: null,
  } as const;
  return {
    ...{ size: settings.size, fps: settings.fps, scale, frames: plan.frames },
    clips: plan.clips.map((clip) => clipJob(clip, jobs)),
    timeline: plan.timeline.map(({ clip, start, frames }) => ({ clip, start, frames })),
  };
};

/**
 * Plans as a render would, for a smaller picture.
 * @param longest the most pixels that its longer side may have
 * @throws RenderError for what a render would end with too
 */
export const planPreview = async (
  request: MaterialRequest,
  longest: number,
  readers: MaterialReaders,
  signal: AbortSignal,
): Promise<PlannedPreview> => {
  const { size: videoSize } = request.settings;
  const size = previewSize(videoSize, longest);
  const settings: PlanSettings = { ...request.settings, size };
  const material = await readMaterial({ ...request, settings }, readers, signal);
  if (material.usable.length === 0) throw nothingUsable(material.problems);
  const plan = planRender(planRequestOf(material, settings));
  return { material, plan, scene: sceneOf(plan, material, size.width / videoSize.width) };
};
