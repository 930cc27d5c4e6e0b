import type { EngineName } from '../plan/runSettings';
import type { ClipJob, ClipPicture } from '../shared/jobs';
import { processorVersion } from './clipProcessor';
import { coreVersion } from './coreAssets';

const isDrawn = ({ still, drawn }: ClipPicture): boolean => still !== undefined || drawn !== undefined;

/** Whether the browser draws something of it: letters, a still, what only the browser decodes. */
const drawnByBrowser = ({ picture, next, captions, watermark }: ClipJob): boolean =>
  isDrawn(picture) || (next !== null && isDrawn(next.picture)) || captions !== null || watermark !== null;

/**
 * What encodes a clip, with its versions. Which of the two cores it is, and how many threads it has, makes no difference
 * to the bytes; which browser, only where that draws.
 */
export const clipMaker = (engine: EngineName, job: ClipJob): string =>
  [engine, processorVersion, coreVersion, ...(drawnByBrowser(job) ? [navigator.userAgent] : [])].join(' ');
