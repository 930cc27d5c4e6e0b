import { BlobSource, type EncodedPacket, EncodedPacketSink, Input } from 'mediabunny';
import { descriptionBytes } from '../../src/shared/avcRecord';
import type { CopyFinding, CopySpan, InspectJob } from '../../src/shared/copying';
import { unreadableSource } from '../../src/shared/errors';
import { type FrameSpan, firstFrameShowing, firstOfOneToOne } from '../../src/shared/frameTimes';
import { SOURCE_FORMATS } from '../../src/shared/sourceFormats';
import { frames } from '../../src/shared/units';
import { readPacket } from '../avc/nalUnits';
import { knownSets, plainVideo } from './plainVideo';

type Plain = Extract<ReturnType<typeof plainVideo>, { kind: 'plain' }>;

const other = (reason: string): CopyFinding => ({ kind: 'other', reason });

/** Packets without their data, in decode order: from a key frame at or before the in point to the first one after the span. */
const packetsOf = async (sink: EncodedPacketSink, span: FrameSpan): Promise<EncodedPacket[]> => {
  const metadataOnly = true;
  const start =
    (await sink.getKeyPacket(span.inPointSeconds, { metadataOnly })) ??
    (await sink.getFirstPacket({ metadataOnly }));
  const packets: EncodedPacket[] = [];
  if (!start) return packets;
  for await (const packet of sink.packets(start, undefined, { metadataOnly })) {
    packets.push(packet);
    if (firstFrameShowing(packet.timestamp, span) >= span.frames) break;
  }
  return packets;
};

/** Whether decoding can begin here; what a container calls a key frame may be a recovery point. */
const isIdr = async (sink: EncodedPacketSink, packet: EncodedPacket, plain: Plain): Promise<boolean> => {
  if (packet.type !== 'key') return false;
  const whole = await sink.getPacket(packet.timestamp);
  if (whole?.timestamp !== packet.timestamp) return false;
  return readPacket(whole.data, plain.lengthSize, knownSets(plain.sets)).kind === 'idr';
};

const inspectSpan = async (
  sink: EncodedPacketSink,
  span: CopySpan,
  config: VideoDecoderConfig,
  plain: Plain,
): Promise<CopyFinding> => {
  const atOwnSpeed = { ...span, speed: 1 };
  const packets = await packetsOf(sink, atOwnSpeed);
  const times = packets.map(({ timestamp }) => timestamp);
  if (times.some((time, at) => at > 0 && time <= (times[at - 1] ?? 0))) {
    return other('has frames that are not in the order in which they are shown (B-frames).');
  }
  const first = firstOfOneToOne(times, atOwnSpeed);
  if (first === null)
    return other(`does not show just one frame for each frame of the video, ${span.fps} a second.`);
  for (const [at, packet] of packets.slice(first, first + span.frames).entries()) {
    if (await isIdr(sink, packet, plain)) {
      return { kind: 'copyable', config, sets: plain.sets, head: frames(at), startSeconds: packet.timestamp };
    }
  }
  return other('has no key frame in what is shown of it.');
};

/**
 * Looks at what packets a source's spans are made of; reads its index and hardly any of its data.
 * @returns a finding for each span
 * @throws RenderError `unreadable-source`
 */
export const inspectSource = async ({ source, sourceName, spans }: InspectJob): Promise<CopyFinding[]> => {
  using input = new Input({ source: new BlobSource(source), formats: SOURCE_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  const config = await track?.getDecoderConfig();
  if (!track || !config) throw unreadableSource(sourceName, 'has no video track that can be read.');
  const plain = plainVideo(descriptionBytes(config));
  if (plain.kind === 'other') return spans.map(() => other(plain.reason));
  const sink = new EncodedPacketSink(track);
  const findings: CopyFinding[] = [];
  for (const span of spans) findings.push(await inspectSpan(sink, span, config, plain));
  return findings;
};
