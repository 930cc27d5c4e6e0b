import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RenderReport } from '../../scripts/lib/pageRender';
import { sha256 } from '../browser/support/cachePage';
import { runRenderTool } from '../browser/support/renderTool';
import { tempDir } from '../browser/support/tempDir';
import { makeCountedClip } from '../media/makeCountedClip';

const folder = tempDir();
const clips = [1, 2, 3].map((id) => folder.file(`clip-${id}.mp4`));

beforeAll(async () => {
  for (const [clipId, path] of clips.entries())
    await makeCountedClip({ path, clipId, width: 160, height: 120, fps: 30, seconds: 1 });
});
afterAll(() => folder[Symbol.dispose]());

const tool = (...args: readonly string[]) =>
  runRenderTool([
    ...['--size', '160x120', '--engine', 'ffmpeg', '--mode', 'sequential', '--clip-duration', '1'],
    ...args,
  ]);

describe('the shell tool', () => {
  it('with a profile keeps clips from one call to the next, unless they are not wanted', async () => {
    const [out, report] = [folder.file('shell.mp4'), folder.file('report.json')];
    const call = async (...more: string[]) => {
      const { code, stderr } = await tool(
        ...['--profile', folder.file('profile'), '--out', out, '--report', report, ...more, ...clips],
      );
      expect(code, stderr).toBe(0);
      const read: RenderReport = JSON.parse(readFileSync(report, 'utf8'));
      return { statuses: read.clips.map(({ status }) => status), sha256: sha256(out) };
    };
    const first = await call();
    const second = await call();
    const third = await call('--no-cache');
    expect([first, second, third].map(({ statuses }) => statuses[0])).toEqual([
      'encoded',
      'cached',
      'encoded',
    ]);
    expect(new Set([first.sha256, second.sha256, third.sha256]).size).toBe(1);
  });

  it('ends with 1 where the voice-over is none, and names it', async () => {
    const text = folder.file('text.mp4');
    writeFileSync(text, 'Dear diary, this is no film.\n'.repeat(200));
    const out = folder.file('mute.mp4');
    const { code, stderr } = await tool('--audio', text, '--out', out, clips[0] ?? '');
    expect(code).toBe(1);
    expect(stderr).toContain('“text.mp4”');
    expect(existsSync(out)).toBe(false);
  });
});
