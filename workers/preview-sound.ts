/** The worker that mixes what a preview lets hear: the video's sound before it is encoded, in pieces. */
import { expose, transfer } from 'comlink';
import { RenderError, toRenderError } from '../src/shared/errors';
import type { PreviewMix, PreviewSoundApi, StereoSamples } from '../src/shared/preview';
import { sum } from './sound/arrange';
import { clipParts } from './sound/clipParts';
import { mix } from './sound/mix';
import { storedSound } from './sound/pcmStore';
import { requireMusic } from './sound/requireMusic';
import { CHANNELS, type Sound } from './sound/sound';
import { untouched } from './sound/untouched';

let sound: Sound | null = null;

const mixed = ({ job, voices, music, clips }: PreviewMix): Sound => {
  const spoken = voices.map(storedSound);
  if (untouched(job)) return sum(spoken, job.samples);
  const bed = music && storedSound(music);
  requireMusic(job, bed);
  const parts = { voices: spoken, music: bed, clips: clipParts(job.clips, clips) };
  return mix(parts, job.settings, job.samples);
};

const channelsOf = (values: Float32Array): StereoSamples => {
  const left = new Float32Array(values.length / CHANNELS);
  const right = new Float32Array(left.length);
  for (let place = 0; place < left.length; place += 1) {
    left[place] = values[place * CHANNELS] ?? 0;
    right[place] = values[place * CHANNELS + 1] ?? 0;
  }
  return [left, right];
};

const api: PreviewSoundApi = {
  async mix(request) {
    try {
      sound = mixed(request);
      return { ok: true };
    } catch (thrown) {
      const message = 'The sound could not be mixed.';
      return { ok: false, error: toRenderError(thrown, { category: 'internal', message }).toReport() };
    }
  },

  async read(from, count) {
    if (!sound) throw new RenderError({ category: 'internal', message: 'There is no sound yet.' });
    const values = new Float32Array(count * CHANNELS);
    sound.read(from, values);
    const channels = channelsOf(values);
    return transfer(
      channels,
      channels.map(({ buffer }) => buffer),
    );
  },
};

expose(api);
