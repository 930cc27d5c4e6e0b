import { RenderError, unreadableSource } from '../../../src/shared/errors';
import type { ClipSound, DecodedClips, SampleSpan } from '../../../src/shared/jobs';
import { AUDIO_SAMPLE_RATE } from '../../../src/shared/units';
import { cutSound, startOf } from '../../cutSound';
import { PcmStore } from '../../sound/pcmStore';
import { stretch } from '../../sound/stretch';
import { decodeSpanCommand, SAMPLES_DEVICE, type Span } from './audioCommands';
import { explain } from './failures';
import type { FFmpegSession, SourceFiles } from './session';
import { wholeFile } from './wholeFile';

/** Names what is decoded: pieces that repeat are decoded once. */
const keyOf = (clip: ClipSound, sources: readonly Blob[]): string =>
  `${sources.indexOf(clip.source)}@${clip.inPointSeconds}×${clip.speed}`;

/**
 * Decodes what is heard of the clips, each span once, one behind the other into one store. What cannot be decoded is
 * silence, and is told: a video is not to fail for the sound of one clip.
 * @param onDecoded called with the samples that are done
 */
export const decodeClips = async (
  session: FFmpegSession,
  clips: readonly ClipSound[],
  onDecoded: (done: number) => void,
): Promise<DecodedClips> => {
  const store = new PcmStore();
  const sources = [...new Set(clips.map(({ source }) => source))];
  const spans = new Map<string, { readonly clip: ClipSound; outcome: SampleSpan | RenderError | null }>();
  for (const clip of clips) {
    const known = spans.get(keyOf(clip, sources));
    if (!known || known.clip.length < clip.length) spans.set(keyOf(clip, sources), { clip, outcome: null });
  }
  let done = 0;
  for (const span of spans.values()) {
    const start = store.length;
    try {
      await decodeSpan(session, span.clip, store);
      store.align();
      const length = store.length - start;
      span.outcome = length > 0 ? { start, length } : undecodable(span.clip.sourceName);
    } catch (thrown) {
      if (!(thrown instanceof RenderError)) throw thrown;
      store.align();
      span.outcome = thrown;
    }
    done += span.clip.length;
    onDecoded(done);
  }

  const outcomes = clips.map((clip) => spans.get(keyOf(clip, sources))?.outcome ?? null);
  return {
    pcm: store.blobs(),
    spans: outcomes.map((outcome) => (outcome instanceof RenderError ? null : outcome)),
    silent: outcomes.flatMap((outcome, clip) =>
      outcome instanceof RenderError ? [{ clip, error: outcome.toReport() }] : [],
    ),
  };
};

/** Decoders pass over damaged packets without an error. */
const undecodable = (sourceName: string): RenderError =>
  unreadableSource(sourceName, 'has sound that cannot be decoded: it is damaged.');

const decodeSpan = (session: FFmpegSession, clip: ClipSound, store: PcmStore): Promise<void> =>
  explain(clip.sourceName, async () => {
    const { span, files } = await inputOf(clip);
    const decoded = clip.speed === 1 ? store : new PcmStore();
    const device = { path: SAMPLES_DEVICE, write: (bytes: Uint8Array) => decoded.append(bytes) };
    await session.ffmpeg(decodeSpanCommand(span), { ...files, devices: [device] });
    if (decoded === store) return;
    // Not by ffmpeg (atempo): it is off by up to 45 ms.
    stretch(decoded.sound(), clip.speed, clip.length, (values) =>
      store.append(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
    );
  });

/** Where ffmpeg finds a span: its packets alone, or the whole source where only ffmpeg can read its sound. */
const inputOf = async (clip: ClipSound): Promise<{ span: Span; files: SourceFiles }> => {
  const { source, sourceName, access, inPointSeconds, speed } = clip;
  const wanted = { durationSeconds: (clip.length / AUDIO_SAMPLE_RATE) * speed };
  if (access === 'packets') {
    const cut = await cutSound(source, sourceName, inPointSeconds, wanted.durationSeconds);
    if (cut) {
      const path = `sound.${cut.extension}`;
      const span = { ...wanted, path, inPointSeconds: cut.inPointSeconds, seek: false };
      return { span, files: { write: { [path]: cut.data } } };
    }
  }
  const { path, files } = await wholeFile(source);
  const start = access === 'packets' ? await startOf(source) : 0;
  return { span: { ...wanted, path, inPointSeconds: inPointSeconds - start, seek: true }, files };
};
