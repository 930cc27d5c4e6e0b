import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileRender } from '../../../scripts/lib/driver';
import type { RenderSettings } from '../../../scripts/lib/pageRender';
import { run } from '../../../scripts/lib/run';
import { TROUBLES } from '../../media/troubles';
import { decodeWarnings, ffprobeJson, frameTimes } from '../support/ffprobe';
import { runRenderTool } from '../support/renderTool';
import { sharedBrowser, warmRenders } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const SECONDS = 3;
const settings: RenderSettings = { size: { width: 160, height: 120 }, mode: 'sequential', threads: 1 };

const SRT = `1
00:00:00,500 --> 00:00:01,250
<i>Hello</i> &amp; welcome

2
00:00:xx,000 --> 00:00:02,000
damaged

3
00:00:02,000 --> 00:00:09,000
to the end

4
00:00:07,000 --> 00:00:09,000
beyond it
`;
/** SRT in GBK: 你好, the bytes as they are in such a file. */
const GBK = Buffer.concat([
  Buffer.from('1\n00:00:00,500 --> 00:00:01,500\n'),
  Buffer.from([
    0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xce, 0xd2, 0xc3, 0xc7, 0xc3, 0xf7, 0xcc, 0xec, 0xbc, 0xfb,
  ]),
]);

const folder = tempDir();
const clip = folder.file('clip.mp4');
const subtitles = folder.file('film.srt');
const session = warmRenders('ffmpeg');
let voiceOver: string;

beforeAll(async () => {
  await TROUBLES[0]?.make(clip);
  voiceOver = await makeTone(folder.file('voice.wav'), SECONDS);
  writeFileSync(subtitles, SRT);
});
afterAll(() => folder[Symbol.dispose]());

const render = async (name: string, more: Partial<FileRender> = {}) => {
  const out = folder.file(name);
  const report = await session.renderFiles({ clips: [clip], voiceOver, out, settings, ...more });
  return { out, report };
};

/** What ffprobe says of a stream's packets, a line each, with a sum over their bytes. */
const packets = async (path: string, stream: string): Promise<string[]> => {
  const entries = ['-show_data_hash', 'md5', '-show_entries', 'packet=pts_time,size,data_hash'];
  const args = ['-v', 'error', '-select_streams', stream, ...entries, '-of', 'csv=p=0', path];
  const { stdout } = await run('ffprobe', args, { timeoutSeconds: 60, output: 'capture' });
  return stdout.trim().split('\n');
};

describe('a track of subtitles', () => {
  const soft = { subtitles, settings: { ...settings, softSubtitles: true, drawSubtitles: false } };
  let made: Awaited<ReturnType<typeof render>>;

  beforeAll(async () => {
    made = await render('soft.mp4', soft);
  });

  it('stands beside pictures and sound that are the same without it', async () => {
    const { out, report } = made;
    const plain = await render('plain.mp4');
    for (const stream of ['v', 'a'])
      expect(await packets(out, stream)).toEqual(await packets(plain.out, stream));
    expect(await frameTimes(out)).toHaveLength(SECONDS * 30);
    expect(await decodeWarnings(out)).toBe('');
    // A gap, a cue, a gap, a cue: ffprobe 5.1 does not know the codec, and calls the stream data.
    expect((await packets(out, 'd')).map(Number.parseFloat)).toEqual([0, 0.5, 1.25, 2]);
    const bytes = readFileSync(out);
    expect(bytes.includes('Hello &amp; welcome')).toBe(true);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect(report.output.frames).toBe(SECONDS * 30);
    expect(report.subtitles).toEqual({
      format: 'srt',
      encoding: 'utf-8',
      cues: [
        { startSeconds: 0.5, endSeconds: 1.25, text: 'Hello & welcome', words: [] },
        { startSeconds: 2, endSeconds: SECONDS, text: 'to the end', words: [] },
      ],
      beyondEnd: 1,
      skipped: [{ line: 6, reason: 'has times that cannot be read' }],
    });
    expect(plain.report.subtitles).toBeNull();
  });

  it('gives the same bytes every time, and a file that Chromium plays', async () => {
    const again = await render('again.mp4', soft);
    const bytes = readFileSync(made.out);
    expect(bytes.equals(readFileSync(again.out))).toBe(true);
    const page = await (await sharedBrowser()).newPage();
    try {
      const duration = await page.evaluate(async (base64) => {
        const video = document.createElement('video');
        const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        video.src = URL.createObjectURL(new Blob([data], { type: 'video/mp4' }));
        await new Promise((resolve, reject) => {
          video.oncanplaythrough = resolve;
          video.onerror = () => reject(new Error(video.error?.message));
        });
        return video.duration;
      }, bytes.toString('base64'));
      expect(duration).toBeCloseTo(SECONDS, 3);
    } finally {
      await page.close();
    }
  });

  it('in an encoding that nobody knows is refused', async () => {
    const unknown = { subtitles, settings: { ...settings, subtitleEncoding: 'klingon' } };
    await expect(render('unknown.mp4', unknown)).rejects.toThrow('There is no encoding “klingon”');
  });
});

describe('from the shell', () => {
  const out = folder.file('shell.mp4');
  const tool = (...args: string[]) => runRenderTool(['--size', '64x64', '--out', out, ...args, clip]);

  it('guesses the encoding, and writes the subtitles beside the video', async () => {
    const gbk = folder.file('gbk.srt');
    const sidecar = folder.file('beside.vtt');
    writeFileSync(gbk, GBK);
    const { code, stderr } = await tool('--audio', voiceOver, '--subtitles', gbk, '--sidecar', sidecar);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('gbk.srt: 1 subtitles (srt, gb18030)');
    expect(readFileSync(sidecar, 'utf8')).toBe('WEBVTT\n\n00:00:00.500 --> 00:00:01.500\n你好，我们明天见\n');
  });

  it('names what it skips, and cuts the subtitles off at the end of its voice-overs, under which music plays', async () => {
    const sidecar = folder.file('beside.srt');
    const voice = await makeTone(folder.file('half.wav'), 1.25);
    const { code, stderr } = await tool(
      ...['--subtitles', subtitles, '--sidecar', sidecar],
      ...['--audio', voice, '--audio', voice, '--music', voice, '--music-fade-out', '1'],
      ...['--duck', '--loudness', '-16'],
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('film.srt, line 6: has times that cannot be read');
    expect(stderr).toContain('2 subtitles (srt, utf-8), 1 after the end');
    expect(readFileSync(sidecar, 'utf8')).toContain('2\n00:00:02,000 --> 00:00:03,000\nto the end\n');
    // Both voice-overs, and half a second between them.
    const { streams } = await ffprobeJson(out);
    expect(streams.find(({ codec_type }) => codec_type === 'video')?.nb_read_frames).toBe('90');
    expect(streams.some(({ codec_type }) => codec_type === 'audio')).toBe(true);
  });

  it('says what is wrong before anything is made', async () => {
    const rubbish = folder.file('rubbish.srt');
    writeFileSync(rubbish, 'Dear Ann,\n');
    const sidecar = folder.file('none.srt');
    const failed = await tool('--audio', voiceOver, '--subtitles', rubbish, '--sidecar', sidecar);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('“rubbish.srt” has no subtitle that can be used');
    expect(existsSync(sidecar)).toBe(false);
  });
});
