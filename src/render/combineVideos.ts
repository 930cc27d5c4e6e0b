import { RenderError } from '../shared/errors';
import { keepAwake } from './keepAwake';
import { Render } from './render';
import { resolveRequest } from './request';
import { inTurn } from './turns';
import type { CombineOptions, CombineResult } from './types';

/**
 * Makes one MP4 out of clips and a voice-over, inside the browser. Clips that cannot be used are left out and named in
 * the result; the video is as long as the voice-over all the same. Calls run one after another.
 * @returns the video (H.264, AAC), with the outcome of every clip
 * @throws RenderError `cancelled` if the signal is aborted, `invalid-settings` for options that make no sense, and any
 *   other category if there can be no video at all
 */
export const combineVideos = async (options: CombineOptions): Promise<CombineResult> => {
  const request = resolveRequest(options);
  if (typeof WebAssembly === 'undefined' || typeof Worker === 'undefined') {
    throw new RenderError({
      category: 'unsupported-codec',
      message: 'This browser cannot run the video engine: it has no WebAssembly or no Web Workers.',
    });
  }
  return inTurn(options.signal, async () => {
    const letSleep = keepAwake();
    try {
      return await new Render(options, request).run();
    } finally {
      letSleep();
    }
  });
};
