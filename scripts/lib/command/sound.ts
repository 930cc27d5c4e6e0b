import { resolveSoundSettings, type SoundOptions } from '../../../src/plan/sound';
import { numberOf, type Values } from './table';

/** How the sound is made. */
export const soundOptions = (values: Values): SoundOptions => {
  const depthDb = numberOf(values, 'duck');
  const options: SoundOptions = {
    voiceVolume: numberOf(values, 'voice-volume'),
    voiceGap: numberOf(values, 'voice-gap'),
    musicVolume: numberOf(values, 'music-volume'),
    musicStart: numberOf(values, 'music-start'),
    clipVolume: numberOf(values, 'clip-volume'),
    musicFadeIn: numberOf(values, 'music-fade-in'),
    musicFadeOut: numberOf(values, 'music-fade-out'),
    duck: depthDb === undefined ? undefined : { depthDb },
    loudness: numberOf(values, 'loudness'),
  };
  resolveSoundSettings(options);
  return options;
};
