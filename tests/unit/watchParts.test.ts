import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveEncodingSettings } from '../../src/plan/encodingSettings';
import type { PlannedClip, RenderPlan } from '../../src/plan/plan';
import { watchParts } from '../../src/render/watchParts';
import type { EncodedAudio, EncodedClip } from '../../src/shared/jobs';
import { readEncodedClip } from '../../workers/packets';
import { tempDir } from '../browser/support/tempDir';

let encoded: EncodedClip;

beforeAll(async () => {
  using folder = tempDir();
  const path = folder.file('clip.mp4');
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=30', '-frames:v', '6'],
    ...['-c:v', 'libx264', '-x264-params', 'bframes=0', '-pix_fmt', 'yuv420p', path],
  ]);
  encoded = await readEncodedClip(new Uint8Array(readFileSync(path)), 30);
});

const plan = {
  ...{ settings: { fps: 30 }, clips: [{ key: 'a' }, { key: 'b' }] },
  timeline: [
    { clip: 0, frames: 6 },
    { clip: 1, frames: 4 },
  ],
} as unknown as RenderPlan;

const setUp = () => {
  const state = { plan: plan as RenderPlan | null, audio: null as EncodedAudio | 'pending' | null };
  const reads: string[] = [];
  const read = async ({ key }: PlannedClip, encode: number): Promise<EncodedClip | null> => {
    reads.push(`+${key}`);
    // Long enough for another one to start, if it did not wait.
    await new Promise(setImmediate);
    reads.push(`-${key}`);
    return encode === 1 ? encoded : null;
  };
  const watch = watchParts({
    ...{ plan: () => state.plan, encodes: { read }, encoding: resolveEncodingSettings({}) },
    sound: {
      get audio() {
        return state.audio;
      },
    },
  });
  return { state, reads, watch };
};

describe('a part that is watched while others are made', () => {
  it('says whether there is sound, and whether it will come', async () => {
    const { state, watch } = setUp();
    expect(await watch({ place: 0, encode: 1 })).toMatchObject({ sound: 'none' });
    state.audio = 'pending';
    const watched = await watch({ place: 1, encode: 1 });
    expect(watched).toMatchObject({ sound: 'later', blob: { type: 'video/mp4' } });
  });

  it('is not there when its place, its encode or the plan is another one by then', async () => {
    const { state, watch } = setUp();
    expect(await watch({ place: 2, encode: 1 })).toBeNull();
    expect(await watch({ place: 0, encode: 7 })).toBeNull();
    state.plan = null;
    expect(await watch({ place: 0, encode: 1 })).toBeNull();
  });

  it('is made when those that were asked for before are', async () => {
    const { reads, watch } = setUp();
    await Promise.all([watch({ place: 0, encode: 1 }), watch({ place: 1, encode: 1 })]);
    expect(reads).toEqual(['+a', '-a', '+b', '-b']);
  });
});
