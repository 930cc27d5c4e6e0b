import { type PlannedClip, planRender } from '../plan/plan';
import { poolSize } from '../pool/sizing';
import type { SourceInfo } from '../shared/media';
import { thisMachine } from './clipProcessors';
import { machineCosts } from './costs/machineCosts';
import { RenderCosts } from './costs/renderCosts';
import { chooseEngines, findEngines } from './engine';
import { sourcesByIndex } from './material';
import { resolveRequest } from './request';
import type { UsableSource } from './sources';
import type { CombineOptions, EngineAnswer } from './types';

const NONE_KEPT: ReadonlySet<PlannedClip> = new Set();

/**
 * The engine that would make this video, and why, before anything is rendered. What earlier renders have left is not looked
 * at: `combineVideos` may go on with the engine that they were made by.
 * @param infos what `probeSource` says of `options.clips`, in their order; `null` where it is not known yet
 * @returns `null` as long as nothing is known
 * @throws RenderError `invalid-settings`
 */
export const expectedEngine = async (
  options: CombineOptions,
  infos: readonly (SourceInfo | null)[],
): Promise<EngineAnswer | null> => {
  const request = resolveRequest(options);
  const { clips, settings, engine, threads: wanted, begunBy } = request;
  const usable = clips.flatMap(({ file, own }, index): UsableSource[] => {
    const info = infos[index];
    return info?.video ? [{ file, own, index, info, video: info.video }] : [];
  });
  if (usable.length === 0) return null;
  const plan = planRender({ sources: usable, settings, length: null });
  const machine = thisMachine();
  const { workers } = poolSize(machine, clips.length, wanted);
  const sources = sourcesByIndex(usable);
  const costs = new RenderCosts({ costs: machineCosts, machine, wanted, sources, settings });
  const engines = await findEngines(request, workers);
  const chosen = await chooseEngines(engines, {
    timeOf: async (one) => costs.timeOf(one, plan.clips, NONE_KEPT),
    begunBy,
  });
  // Whether all can be copied is in the files' packets, which are not looked at before the render.
  const first = chosen.find(({ name }) => name !== 'copy' || engine === 'copy');
  return first ? { name: first.name, reason: first.reason } : null;
};
