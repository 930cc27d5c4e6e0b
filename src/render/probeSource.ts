import { isBrowserAnimation, probeAnimation } from '../media/animation';
import { asDrawnByBrowser, browserDecodes } from '../media/browserDecoding';
import { probeWithMediabunny } from '../media/probe';
import { isStill, probeStill } from '../media/still';
import { cancelledError, RenderError } from '../shared/errors';
import type { SourceInfo } from '../shared/media';
import { anyClipProcessors } from './clipProcessors';

/** Longest time that ffmpeg may take over a file's headers. */
const PROBE_TIMEOUT_MS = 60_000;

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

/**
 * What a file is, as far as its headers tell: length, size, codecs. Read with mediabunny, which needs no worker, or
 * else with ffmpeg.
 * @throws RenderError `unreadable-source` or `unsupported-codec`, naming the file and the reason
 */
export const probeSource = async (file: File, signal?: AbortSignal): Promise<SourceInfo> => {
  if (file.size > 0 && (await isStill(file, file.name))) return probeStill(file);
  if (isBrowserAnimation(file)) return probeAnimation(file);
  const info = await probeWithMediabunny(file, file.name);
  if (signal?.aborted) throw cancelledError();
  if (info) return requireDecodable(info, file);
  const outcome = await anyClipProcessors().run(
    { kind: 'probe', source: file, sourceName: file.name },
    { timeoutMs: PROBE_TIMEOUT_MS, signal, label: file.name },
  );
  if (outcome.status === 'failed') throw outcome.error;
  return requireDecodable(outcome.result, file);
};
