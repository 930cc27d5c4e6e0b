import { beginTrial, type EncoderOnTrial, within } from './trialEncode';

/** Graphics cards that have a limit allow two to eight encodes at one time. */
const MOST_SESSIONS = 8;

/**
 * How many clips an encoder can encode at one time: so many are opened, and each encodes a frame while all others are held,
 * until one fails. No browser tells it, and drivers do not agree with what they say.
 * @param wanted no more than so many are tried
 * @returns 0 if not even one works any more
 */
export const countSessions = async (config: VideoEncoderConfig, wanted: number): Promise<number> => {
  const held: EncoderOnTrial[] = [];
  let count = 0;
  try {
    while (count < Math.min(wanted, MOST_SESSIONS)) {
      const one = beginTrial(config);
      held.push(one);
      await within(one.packet);
      count += 1;
    }
  } catch {
    // As many as there are.
  } finally {
    for (const { close } of held) close();
  }
  return count;
};
