import { describe, expect, it } from 'vitest';
import { resultOf } from '../../src/render/replies';
import type {
  ClipJob,
  DecodeAudioJob,
  DecodeClipsJob,
  EncodeAudioJob,
  MeasureAudioJob,
} from '../../src/shared/jobs';
import type { Job } from '../../src/shared/protocol';

const clipJob = { kind: 'encode-clip', sourceName: 'a.mp4', frames: 2 } as ClipJob;
const soundJob = { kind: 'encode-audio', sourceName: 'v.mp3', samples: 1024 } as EncodeAudioJob;
const measureJob = { kind: 'measure-audio', sourceName: 'v.mp3' } as MeasureAudioJob;
const decodeJob = { kind: 'decode-audio', sourceName: 'v.mp3' } as DecodeAudioJob;
const clipsJob = { kind: 'decode-clips', sourceName: 'a.mp4', clips: [{}, {}] } as unknown as DecodeClipsJob;

const packets = [
  { offset: 0, byteLength: 3, key: true },
  { offset: 3, byteLength: 2, key: false },
];
const clip = { decoderConfig: { codec: 'avc1' }, data: new ArrayBuffer(5), packets };
const sound = { ...clip, samples: 1024, silent: [] };
const pcm = [new Blob([new Uint8Array(16)]), new Blob([new Uint8Array(8)])];
const decodedClips = { pcm, spans: [{ start: 1, length: 2 }, null], silent: [] };

describe('resultOf', () => {
  it.each<[string, Job, object]>([
    ['a clip', clipJob, clip],
    ['a sound', soundJob, sound],
    ['a length', measureJob, { samples: 5 }],
    ['decoded samples', decodeJob, { samples: 3, pcm }],
    ['decoded clips', clipsJob, decodedClips],
  ])('takes %s that fits its job', (_, job, result) => {
    expect(resultOf({ ok: true, result }, job)).toBe(result);
  });

  it.each<[string, Job, unknown]>([
    ['nothing', clipJob, undefined],
    ['a text', clipJob, 'done'],
    ['no result', clipJob, { ok: true }],
    ['neither good nor bad', clipJob, { result: clip }],
    ['a packet too few', clipJob, { ok: true, result: { ...clip, packets: packets.slice(0, 1) } }],
    ['packets beyond the data', clipJob, { ok: true, result: { ...clip, data: new ArrayBuffer(4) } }],
    ['packets out of order', clipJob, { ok: true, result: { ...clip, packets: packets.toReversed() } }],
    [
      'no key frame',
      clipJob,
      { ok: true, result: { ...clip, packets: packets.map((p) => ({ ...p, key: false })) } },
    ],
    ['no data', clipJob, { ok: true, result: { ...clip, data: [1, 2, 3, 4, 5] } }],
    ['no codec', clipJob, { ok: true, result: { ...clip, decoderConfig: {} } }],
    ['a sound of another length', soundJob, { ok: true, result: { ...sound, samples: 1023 } }],
    ['a clip for a sound', soundJob, { ok: true, result: clip }],
    ['no number', measureJob, { ok: true, result: { samples: Number.NaN } }],
    ['samples that are not there', decodeJob, { ok: true, result: { samples: 4, pcm } }],
    ['samples that are none', decodeJob, { ok: true, result: { samples: 3, pcm: [24] } }],
    ['a clip too few', clipsJob, { ok: true, result: { ...decodedClips, spans: [null] } }],
    [
      'a span beyond the samples',
      clipsJob,
      { ok: true, result: { ...decodedClips, spans: [{ start: 2, length: 2 }, null] } },
    ],
    ['an error without words', clipJob, { ok: false, error: { category: 'internal' } }],
  ])('does not believe %s', (_, job, reply) => {
    expect(() => resultOf(reply, job)).toThrow(expect.objectContaining({ category: 'worker-lost' }));
  });

  it('throws the error that a worker reports', () => {
    const error = { category: 'unreadable-source', message: 'It is damaged.' };
    expect(() => resultOf({ ok: false, error }, clipJob)).toThrow(expect.objectContaining(error));
  });
});
