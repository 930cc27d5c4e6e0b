import type { EncodeAudioJob, SoundSource } from '../../src/shared/jobs';

/** The voice-over, where it is all there is and goes into the video as it is, peaks and all. */
export const untouched = ({
  voices,
  music,
  clips,
  settings,
}: Pick<EncodeAudioJob, 'voices' | 'music' | 'clips' | 'settings'>): SoundSource | null =>
  voices.length === 1 &&
  !music &&
  clips.length === 0 &&
  settings.voiceVolume === 1 &&
  settings.loudness === null
    ? (voices[0] ?? null)
    : null;
