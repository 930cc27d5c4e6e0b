import type { EngineName } from '../plan/runSettings';
import type { ClipJob, ClipPicture } from '../shared/jobs';
import { processorVersion } from './clipProcessor';
import { coreVersion } from './coreAssets';

const isDrawn = ({ still, drawn }: ClipPicture): boolean => still !== undefined || drawn !== undefined;

/** Whether the browser has a part in it: draws letters, a still, what only it decodes; or encodes it. */
const madeByBrowser = ({ picture, next, captions, watermark, encoder }: ClipJob): boolean =>
  encoder !== null ||
  isDrawn(picture) ||
  (next !== null && isDrawn(next.picture)) ||
  captions !== null ||
  watermark !== null;

/** Beside clips that are copied, clips are encoded just as by ffmpeg's engine. */
const encoding = (engine: EngineName): EngineName => (engine === 'copy' ? 'ffmpeg' : engine);

/**
 * What encodes a clip, with its versions. Which of the two cores it is, and how many threads it has, makes no difference
 * to the bytes; which browser, only where that draws.
 */
export const clipMaker = (engine: EngineName, job: ClipJob): string =>
  [
    encoding(engine),
    processorVersion,
    coreVersion,
    ...(madeByBrowser(job) ? [navigator.userAgent] : []),
  ].join(' ');
