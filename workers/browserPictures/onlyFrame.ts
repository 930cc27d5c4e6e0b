import type { EncodedClip } from '../../src/shared/jobs';

/**
 * The one frame of a clip that ffmpeg has encoded.
 * @throws what the browser's decoder throws
 */
export const onlyFrame = async ({ decoderConfig, data, packets }: EncodedClip): Promise<VideoFrame> => {
  const [packet] = packets;
  if (!packet) throw new Error('The still is empty');
  const decoded: VideoFrame[] = [];
  const decoder = new VideoDecoder({
    output: (frame) => decoded.push(frame),
    // Flushing rejects with it.
    error: () => {},
  });
  try {
    decoder.configure(decoderConfig);
    const bytes = new Uint8Array(data, packet.offset, packet.byteLength);
    decoder.decode(new EncodedVideoChunk({ type: 'key', timestamp: 0, data: bytes }));
    await decoder.flush();
  } finally {
    if (decoder.state !== 'closed') decoder.close();
  }
  const [frame, ...more] = decoded;
  for (const surplus of more) surplus.close();
  if (!frame) throw new Error('The still has no picture');
  return frame;
};
