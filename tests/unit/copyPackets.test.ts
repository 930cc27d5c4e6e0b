import { openAsBlob, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Assembler } from '../../src/assemble/assembler';
import { BlobSink } from '../../src/assemble/blobSink';
import { descriptionBytes, readAvcRecord, setsText } from '../../src/shared/avcRecord';
import type { CopyFinding } from '../../src/shared/copying';
import { frames } from '../../src/shared/units';
import { readPacket } from '../../workers/avc/nalUnits';
import { readSequenceSet } from '../../workers/avc/sequenceSet';
import { copyPackets } from '../../workers/copy/copyPackets';
import { inspectSource } from '../../workers/copy/inspect';
import { decodeWarnings } from '../browser/support/ffprobe';
import { tempDir } from '../browser/support/tempDir';
import { makeCountedClip } from '../media/makeCountedClip';
import { readCountedVideo } from '../media/readCountedVideo';
import { runFfmpeg } from '../media/runFfmpeg';

const folder = tempDir();
afterAll(() => folder[Symbol.dispose]());

const FPS = 30;
const size = { width: 160, height: 128 };

/** A key frame each second, no B-frames. */
const PLAIN = ['-bf', '0', '-g', '30', '-sc_threshold', '0'];

let made = 0;
/** Two seconds of numbered frames. */
const counted = async (extraArgs: readonly string[], ending = 'mp4', fps = FPS): Promise<string> => {
  made += 1;
  const path = folder.file(`${made}.${ending}`);
  await makeCountedClip({ path, clipId: 1, ...size, fps, seconds: 2, extraArgs });
  return path;
};

const remuxed = async (source: string, args: readonly string[], ending = 'mp4'): Promise<string> => {
  made += 1;
  const path = folder.file(`${made}.${ending}`);
  await runFfmpeg(['-i', source, '-c', 'copy', ...args, path]);
  return path;
};

const inspect = async (path: string, inPointSeconds = 0, count = 15): Promise<CopyFinding> => {
  const span = { inPointSeconds, frames: frames(count), fps: FPS };
  const source = await openAsBlob(path);
  const [finding] = await inspectSource({ kind: 'inspect', source, sourceName: path, spans: [span] });
  return finding!;
};

describe('a span of a source', () => {
  it.each(['mp4', 'mov', 'mkv'])('can be copied from a key frame on: %s', async (ending) => {
    const path = await counted(PLAIN, ending);
    expect(await inspect(path)).toMatchObject({ kind: 'copyable', head: 0, startSeconds: 0 });
    expect(await inspect(path, 1, 30)).toMatchObject({ kind: 'copyable', head: 0, startSeconds: 1 });
  });

  it('has a begin to encode where the in point is between two', async () => {
    const path = await counted(PLAIN);
    expect(await inspect(path, 0.5, 30)).toMatchObject({ kind: 'copyable', head: 15, startSeconds: 1 });
    expect(await inspect(path, 29 / 30, 10)).toMatchObject({ kind: 'copyable', head: 1, startSeconds: 1 });
    expect(await inspect(path, 0.5, 15)).toMatchObject({
      kind: 'other',
      reason: expect.stringMatching(/no key frame/),
    });
  });

  it('can be copied where it lies in fragments, and where an edit list cuts off its begin', async () => {
    const path = await counted(PLAIN);
    const fragments = await remuxed(path, ['-movflags', 'frag_keyframe+empty_moov']);
    expect(await inspect(fragments, 1)).toMatchObject({ kind: 'copyable', head: 0 });
    made += 1;
    const edited = folder.file(`${made}.mp4`);
    await runFfmpeg(['-ss', '0.5', '-i', path, '-c', 'copy', edited]);
    expect(await inspect(edited, 0, 30)).toMatchObject({ kind: 'copyable', head: 15, startSeconds: 0.5 });
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    ['B-frames', () => counted(['-g', '30', '-bf', '2', '-b_strategy', '0']), /B-frames/],
    ['24 frames a second', () => counted(PLAIN, 'mp4', 24), /one frame for each frame/],
    [
      'an uneven rate',
      () => counted([...PLAIN, '-vf', "select='mod(n,7)'", '-fps_mode', 'passthrough']),
      /one frame for each frame/,
    ],
    ['10 bit', () => counted([...PLAIN, '-pix_fmt', 'yuv420p10le']), /profile/],
    ['4:4:4', () => counted([...PLAIN, '-pix_fmt', 'yuv444p']), /profile/],
    ['fields', () => counted([...PLAIN, '-flags', '+ildct+ilme']), /fields/],
    ['full range, said by the codec alone', () => sets('video_full_range_flag=1'), /BT\.709/],
    ['BT.601, said by the codec alone', () => sets('matrix_coefficients=6'), /BT\.709/],
    ['pixels that are not square, said by the codec alone', () => sets('sample_aspect_ratio=2/1'), /square/],
    ['parameter sets among its pictures', () => counted(PLAIN, 'ts'), /parameter sets/],
  ])('is not copied: %s', async (_, make, reason) => {
    expect(await inspect(await make())).toMatchObject({
      kind: 'other',
      reason: expect.stringMatching(reason),
    });
  });

  const sets = (change: string): Promise<string> => counted([...PLAIN, '-bsf:v', `h264_metadata=${change}`]);

  it('does not begin with a recovery point, whatever the container calls it', async () => {
    const path = await counted([...PLAIN, '-x264-params', 'intra-refresh=1:keyint=15']);
    expect(await inspect(path)).toMatchObject({ kind: 'copyable', head: 0 });
    expect(await inspect(path, 1)).toMatchObject({
      kind: 'other',
      reason: expect.stringMatching(/no key frame/),
    });
  });
});

const copy = async (path: string, inPoint: number, count: number) => {
  const finding = await inspect(path, inPoint, count);
  if (finding.kind !== 'copyable') throw new Error(finding.reason);
  const { sets, startSeconds, config, head } = finding;
  const copied = frames(count - head);
  const source = await openAsBlob(path);
  const packets = await copyPackets({ source, sourceName: path, startSeconds, frames: copied, sets });
  return { ...packets, decoderConfig: config };
};

describe('copied packets', () => {
  it('are the frames that were wanted, decoded without a complaint, and say nothing of their encoder', async () => {
    const path = await counted(PLAIN);
    const clips = [await copy(path, 1, 20), await copy(path, 0, 7), await copy(path, 0.5, 40)];
    const sink = new BlobSink();
    const assembler = await Assembler.start({
      ...{ writable: sink.writable, fps: FPS, maxFrames: frames(52), audio: null, subtitles: null },
    });
    for (const clip of clips) await assembler.append(clip, frames(clip.packets.length), 'clip');
    await assembler.finish();
    const out = folder.file('joined.mp4');
    writeFileSync(out, new Uint8Array(await sink.blob('video/mp4').arrayBuffer()));

    const read = await readCountedVideo(out, { target: size, fit: 'cover', sourceSizes: [size] });
    const run = (from: number, count: number) => Array.from({ length: count }, (_, frame) => from + frame);
    expect(read.map((name) => name?.frame)).toEqual([...run(30, 20), ...run(0, 7), ...run(30, 25)]);
    expect(await decodeWarnings(out)).toBe('');
    expect(readFileSync(path).includes('x264 - core')).toBe(true);
    expect(readFileSync(out).includes('x264 - core')).toBe(false);
  });

  it('are the same where the source repeats its parameter sets in front of its key frames', async () => {
    const path = await counted(PLAIN);
    const repeated = await remuxed(await remuxed(path, [], 'ts'), []);
    const [plain, other] = [await copy(path, 0, 40), await copy(repeated, 0, 40)];
    expect(Buffer.from(other.data).equals(Buffer.from(plain.data))).toBe(true);
    expect(other.packets).toEqual(plain.packets);
  });

  it('are not given where the source is damaged, or not what it was taken for', async () => {
    const path = await counted(PLAIN);
    const finding = await inspect(path, 0, 30);
    if (finding.kind !== 'copyable') throw new Error(finding.reason);
    const bytes = readFileSync(path);
    const begin = bytes.indexOf('mdat') + 4;
    bytes.fill(0, begin + 2000, begin + 4000);
    const { sets, startSeconds } = finding;
    const job = { sourceName: 'a.mp4', startSeconds, frames: frames(30), sets };
    await expect(copyPackets({ ...job, source: new Blob([bytes]) })).rejects.toMatchObject({
      category: 'encoder-failed',
      message: expect.stringMatching(/a\.mp4.*damaged/),
    });
    const source = await openAsBlob(path);
    await expect(copyPackets({ ...job, source, sets: `${sets}00` })).rejects.toMatchObject({
      message: expect.stringMatching(/parameter sets/),
    });
    await expect(copyPackets({ ...job, source, frames: frames(61) })).rejects.toMatchObject({
      message: expect.stringMatching(/ends early/),
    });
  });
});

describe('parameter sets', () => {
  const recordOf = async (extraArgs: readonly string[]) => {
    const finding = await inspect(await counted([...PLAIN, ...extraArgs]));
    if (finding.kind !== 'copyable') throw new Error(finding.reason);
    return descriptionBytes(finding.config);
  };

  it('say what the pictures are', async () => {
    const record = readAvcRecord(await recordOf(['-vf', 'setsar=1']))!;
    expect(record.lengthSize).toBe(4);
    expect(readSequenceSet(record.sequenceSets[0]!)).toMatchObject({
      ...{ profile: 100, chroma: 1, bitDepths: [8, 8], wholePicturesOnly: true, pixelAspect: 1 },
      colours: { fullRange: false, described: { primaries: 1, transfer: 1, matrix: 1 } },
    });
  });

  it('are told apart byte by byte, and a record that is cut off is none', async () => {
    const bytes = await recordOf([]);
    const text = setsText(readAvcRecord(bytes)!);
    const end =
      6 +
      2 +
      readAvcRecord(bytes)!.sequenceSets[0]!.byteLength +
      1 +
      2 +
      readAvcRecord(bytes)!.pictureSets[0]!.byteLength;
    for (let at = 8; at < end; at += 1) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      const read = readAvcRecord(changed);
      expect(read === null || setsText(read) !== text, `byte ${at}`).toBe(true);
    }
    for (let length = 0; length < end; length += 1)
      expect(readAvcRecord(bytes.subarray(0, length))).toBeNull();
  });

  it('and packets of any bytes are read to an end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        readAvcRecord(bytes);
        readSequenceSet(bytes);
        const { kind, parts } = readPacket(bytes, 4, () => true);
        expect(kind === 'other').toBe(parts.length === 0);
        expect(parts.reduce((sum, part) => sum + part.byteLength, 0)).toBeLessThanOrEqual(bytes.byteLength);
      }),
    );
  });
});
