import { isBrowserAnimation, probeAnimation } from '../media/animation';
import { asDrawnByBrowser, browserDecodes } from '../media/browserDecoding';
import { isStill, probeStill } from '../media/still';
import { bounded } from '../pool/attempt';
import { systemClock } from '../pool/clock';
import { RenderError, unreadableSource } from '../shared/errors';
import type { SourceInfo } from '../shared/media';
import { anyClipProcessors } from './clipProcessors';
import { readHeaders } from './headerReaders';

/** Longest time that ffmpeg may take over a file's headers. */
const PROBE_TIMEOUT_MS = 60_000;

/** Longest time that the browser may take over a picture. */
const PICTURE_TIMEOUT_MS = 20_000;

/** Codecs that the core has no decoder for. */
const NOT_IN_CORE: ReadonlySet<string> = new Set(['av1']);

/** Leaves what the core cannot decode to the browser, if that can. */
const requireDecodable = async (info: SourceInfo, file: File): Promise<SourceInfo> => {
  const codec = info.video?.codec;
  if (codec === undefined || !NOT_IN_CORE.has(codec)) return info;
  if (info.access === 'packets' && (await browserDecodes(file))) return asDrawnByBrowser(info);
  throw new RenderError({
    category: 'unsupported-codec',
    message:
      `“${file.name}” is encoded as ${codec.toUpperCase()}, which this browser cannot decode. ` +
      'Try a current version of Chrome, Edge or Firefox, or convert the file to H.264 first.',
  });
};

/** ffmpeg gets stuck on a file, or dies of it, only if that is damaged in an unusual way. */
const probeFailure = (file: File, error: RenderError): RenderError =>
  error.category === 'timeout'
    ? unreadableSource(file.name, 'could not be read: it is damaged. Copy or download it again.', error)
    : error;

/** What the browser itself tells of a file, in a bounded time. */
const told = <T>(file: File, work: Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
  bounded(work, {
    ...{ clock: systemClock, signal, timeoutMs: PICTURE_TIMEOUT_MS },
    timedOut: () => unreadableSource(file.name, 'could not be read: the browser does not get on with it.'),
  });

/**
 * What a file is, as far as its headers tell: length, size, codecs. Read with mediabunny, or else with ffmpeg.
 * Ends in a bounded time, whatever the file holds.
 * @throws RenderError `unreadable-source` or `unsupported-codec`, naming the file and the reason
 */
export const probeSource = async (file: File, signal?: AbortSignal): Promise<SourceInfo> => {
  if (file.size > 0 && (await told(file, isStill(file, file.name), signal))) {
    return told(file, probeStill(file), signal);
  }
  if (isBrowserAnimation(file)) return told(file, probeAnimation(file), signal);
  const info = await readHeaders(file, signal);
  if (info) return told(file, requireDecodable(info, file), signal);
  const outcome = await anyClipProcessors().run(
    { kind: 'probe', source: file, sourceName: file.name },
    { timeoutMs: PROBE_TIMEOUT_MS, signal, label: file.name },
  );
  if (outcome.status === 'failed') throw probeFailure(file, outcome.error);
  return requireDecodable(outcome.result, file);
};
