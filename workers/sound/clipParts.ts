import type { ClipSound, DecodedClips } from '../../src/shared/jobs';
import { amplified, type Placed } from './arrange';
import { storedSound } from './pcmStore';
import { partOf } from './sound';

/** The clips' decoded sounds, each at its place and as loud as it is to be; those that are silent are not among them. */
export const clipParts = (
  clips: readonly ClipSound[],
  { pcm, spans }: Pick<DecodedClips, 'pcm' | 'spans'>,
): Placed[] => {
  const sound = storedSound(pcm);
  return clips.flatMap(({ start, length, fadeIn, fadeOut, volume }, index) => {
    const span = spans[index];
    if (!span) return [];
    const heard = amplified(partOf(sound, span.start, span.length), volume);
    return [{ sound: heard, start, length, fadeIn, fadeOut }];
  });
};
