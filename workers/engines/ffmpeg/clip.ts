import { captionLayer } from '../../../src/draw/captionLayer';
import { watermarkLayer } from '../../../src/draw/watermarkLayer';
import { RenderError } from '../../../src/shared/errors';
import type { ClipJob, EncodedClip } from '../../../src/shared/jobs';
import type { OnJobProgress } from '../../../src/shared/protocol';
import { readEncodedClip } from '../../packets';
import { CLIP_OUTPUT, clipCommand } from './clipCommand';
import { type ClipInput, clipInputs } from './clipInput';
import { progressDevice } from './clipProgress';
import { explain } from './failures';
import { type LayerInput, layerInput } from './layerInput';
import type { FFmpegSession, SourceFiles } from './session';

/** What is drawn over the pictures, the lowest first. */
const drawnLayers = async ({ captions, watermark, size, fps, frames }: ClipJob): Promise<LayerInput[]> => {
  const layers = await Promise.all([
    captions && captionLayer(captions, size, fps),
    watermark && watermarkLayer(watermark, size),
  ]);
  return layers.filter((layer) => layer !== null).map((layer, index) => layerInput(layer, frames, index));
};

const allFiles = (inputs: readonly ClipInput[]): SourceFiles => ({
  write: Object.assign({}, ...inputs.map(({ files }) => files.write)),
  mounts: inputs.flatMap(({ files }) => files.mounts ?? []),
});

export const encodeClip = (
  session: FFmpegSession,
  job: ClipJob,
  onProgress: OnJobProgress,
): Promise<EncodedClip> =>
  explain(job.sourceName, async () => {
    // Loading the core and cutting need different things: side by side.
    const [inputs, layers] = await Promise.all([clipInputs(job), drawnLayers(job), session.ready()]);
    const progress = progressDevice((done) => onProgress(Math.min(job.frames, done), job.frames));
    const run = await session.ffmpeg(clipCommand(job, inputs, layers, session.threads), {
      ...allFiles(inputs),
      devices: [...layers.map(({ device }) => device), progress],
      read: CLIP_OUTPUT,
    });
    const clip = await readEncodedClip(run.output, job.fps);
    if (clip.packets.length !== job.frames) {
      throw new RenderError({
        category: clip.packets.length < job.frames ? 'unreadable-source' : 'wrong-output',
        message:
          `“${job.sourceName}” ends early: ${clip.packets.length} of ${job.frames} frames could be decoded ` +
          `from ${job.picture.inPointSeconds.toFixed(2)} s on. The file is damaged or cut off.`,
        command: ['ffmpeg', ...run.command],
        log: run.log.slice(-50),
      });
    }
    return clip;
  });
