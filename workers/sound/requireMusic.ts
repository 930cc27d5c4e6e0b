import { RenderError } from '../../src/shared/errors';
import type { EncodeAudioJob } from '../../src/shared/jobs';
import { AUDIO_SAMPLE_RATE } from '../../src/shared/units';
import type { Sound } from './sound';

/** @throws RenderError `invalid-settings` where the music is to start behind its end */
export const requireMusic = (
  { music, settings }: Pick<EncodeAudioJob, 'music' | 'settings'>,
  decoded: Sound | null,
): void => {
  if (!music || !decoded || decoded.length > settings.musicStart) return;
  const seconds = (decoded.length / AUDIO_SAMPLE_RATE).toFixed(2);
  throw new RenderError({
    category: 'invalid-settings',
    message: `musicStart must be before the end of “${music.sourceName}”, which is ${seconds} s long.`,
  });
};
