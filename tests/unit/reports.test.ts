import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT } from '../../scripts/lib/paths';
import { spoken, spokenError } from '../../src/page/state/spoken';
import { text } from '../../src/page/text';
import { engines } from '../../src/page/text/chinese/reported/engines';
import { files } from '../../src/page/text/chinese/reported/files';
import { render } from '../../src/page/text/chinese/reported/render';
import { settings } from '../../src/page/text/chinese/reported/settings';
import { language } from '../../src/page/text/language.svelte';
import { resolvePlanSettings } from '../../src/plan/settings';
import { parseProject } from '../../src/project/parse';
import { chooseEngines } from '../../src/render/engine';
import { nothingUsable } from '../../src/render/outcomes';
import { cancelledError, unreadableSource } from '../../src/shared/errors';
import { sentencesIn } from './sentencesInSource';

/** Types see to it that every other language has the same. */
const REPORTS: Readonly<Record<string, string>> = { ...files, ...settings, ...engines, ...render };

/** Sentences that no person sees but in technical details, and texts that only look like sentences. */
const NOT_SAID: readonly (string | RegExp)[] = [
  // What an error’s `detail` is made of.
  ...['The script did not load', 'The thread’s script did not load', 'A message could not be read'],
  ...['It answered twice', 'It was ended', 'The answer is {}', 'The answer does not fit the job'],
  ...[
    'Its output does not begin with a key frame',
    'It does not answer',
    'It puts frames into another order',
  ],
  'Its parameter sets differ from those of other clips',
  ...['The server did not answer ({})', '{} {} for {}', 'Nothing came for {} s after {} bytes ({})'],
  'No core is at {}',
  // Names, keys, and what a reader of JSON expects next.
  ...['browser in hardware', 'browser in software', '{} by {}', 'dev {}', 'voice {}'],
  ...['first key', 'first value', 'comma or end'],
  /^cliploom \{\} /,
  /^Format: Layer, Start/,
  /^\{\} (16|\{\})px \{\}$/,
];

const isSaid = (sentence: string): boolean =>
  !NOT_SAID.some((one) => (typeof one === 'string' ? one === sentence : one.test(sentence)));

const skeletonOf = (report: string): string => report.replace(/\{[.+?]?\w+\}/g, '{}');

/** Every such sentence may have a file's name before it. */
const goingOn = (sentence: string): string => sentence.replace(/^“\{\}”(?:: | )(?!\{\})/, '');

const holesOf = (sentence: string): string[] =>
  [...new Set([...sentence.matchAll(/\{[.+?]?(\w+)\}/g)].map(([, name]) => name!))].sort();

describe('what layers below the page report', () => {
  const { said, all } = sentencesIn(PROJECT, ['src', 'workers'], 'src/page');
  const known = new Set(Object.keys(REPORTS).map(skeletonOf));

  it('is known to the page, each sentence in the sources', () => {
    const unknown = [...said]
      .filter(([sentence]) => isSaid(sentence) && !known.has(goingOn(sentence)))
      .map(([sentence, place]) => `${place}: ${sentence}`);
    expect(unknown).toEqual([]);
    expect(said.size).toBeGreaterThan(200);
  });

  it('is in the sources, each that the page knows', () => {
    const there = new Set([...all].map(goingOn));
    expect([...known].filter((sentence) => !there.has(sentence))).toEqual([]);
    expect(NOT_SAID.filter((one) => typeof one === 'string' && !all.has(one))).toEqual([]);
  });

  it('keeps its names and numbers in the other language', () => {
    const changed = Object.entries(REPORTS).filter(
      ([english, translation]) => holesOf(english).join() !== holesOf(translation).join(),
    );
    expect(changed).toEqual([]);
  });
});

describe('a report in Chinese', () => {
  beforeEach(() => language.speak('zh-Hans'));
  afterEach(() => language.speak('en'));

  const inChinese = (message: string): string => spoken({ category: 'internal', message }).message;

  it.each([
    ['“a.mp4” has no sound in it.', '“a.mp4”没有声音。'],
    ['“a. b.mp4” took longer than 300 seconds.', '“a. b.mp4”处理用时超过300秒。'],
    ['“x” is it.mp4” is empty (0 bytes).', '“x” is it.mp4”是空文件（0字节）。'],
    [
      '“a.mov” is encoded as prores, which cannot be decoded here. Convert it to H.264 first.',
      '“a.mov”采用 prores 编码，这里无法解码。请先转换为 H.264。',
    ],
    [
      'There is a cut instead of a transition: “a.mp4”: ffmpeg ended with exit code 1: no reason was logged',
      '转场已改为直接切换：“a.mp4”：ffmpeg 以退出码1结束：日志中没有原因',
    ],
    [
      'The finished video did not pass its check: the last frame of “a.mp4” (frame 12 of the video) cannot be decoded.',
      '成片未通过检查：“a.mp4”的末帧（视频第12帧）无法解码。',
    ],
    [
      'Clip 2 (“b.mp4”): speed must be a number from 0.25 to 4, not a list.',
      '片段2（“b.mp4”）：speed 应为0.25到4之间的数字，而不是列表。',
    ],
    [
      '“a.srt” has no subtitle that can be used: the first, line 4, has times that cannot be read.',
      '“a.srt”中没有可用的字幕：第一条（第4行）时间码无法识别。',
    ],
    [
      'This browser cannot encode HEVC at this size. Choose H.264 or VP9 or AV1, or use another browser.',
      '此浏览器无法以该尺寸编码 HEVC。请选择 H.264 或 VP9 或 AV1，或换一个浏览器。',
    ],
  ])('%s', (english, chinese) => {
    expect(inChinese(english)).toBe(chinese);
  });

  it('says each of several', () => {
    const problems = [unreadableSource('a. b.mp4', 'is empty (0 bytes).'), cancelledError()];
    const thrown = nothingUsable(
      problems.map((error, sourceIndex) => ({ source: 'a', sourceIndex, error: error.toReport() })),
    );
    expect(spokenError(thrown, () => '').message).toBe(
      '没有任何片段能够编码。“a. b.mp4”是空文件（0字节）。已取消生成。',
    );
  });

  // What was tried in every combination would not end within the test's time.
  it('does not ponder over many', () => {
    const many = Array.from({ length: 60 }, (_, index) => `“clip. ${index}.mp4” has no sound in it.`).join(
      ' ',
    );
    expect(inChinese(many)).toMatch(/^“clip\. 0\.mp4”没有声音。“clip\. 1\.mp4”/);
    const broken = many.replaceAll('has no sound in it', 'could not be read (x)');
    expect(inChinese(`${broken} It broke.`)).toMatch(/It broke\.）$/);
  });

  it('has the original, where it is not known or only in part', () => {
    for (const unknown of ['It broke.', '“a.mp4” has no sound in it. It broke.', '“a.mp4” broke in two.'])
      expect(inChinese(unknown)).toContain(`（${unknown}）`);
  });

  it('tells of settings and projects', () => {
    const told = (check: () => unknown): string => {
      try {
        check();
      } catch (thrown) {
        return spokenError(thrown, () => '').message;
      }
      return '';
    };
    expect(told(() => resolvePlanSettings({ speed: 0 }))).toMatch(
      /^speed 应为[\d.]+到[\d.]+之间的数字，而不是0。$/,
    );
    expect(
      told(() =>
        parseProject('{"format":"cliploom-project","version":1,"clips":[{"file":"a","speed":[]}]}', 'p.json'),
      ),
    ).toMatch(/^“p\.json”：clips\[0\]\.speed 应为[\d.]+到[\d.]+之间的数字，而不是列表。$/);
    expect(told(() => parseProject('{"a": }', 'p.json'))).toBe(
      '“p.json”：不是有效的 JSON：该处不应出现 "}"（第1行，第7列）。',
    );
    expect(told(() => parseProject('[]', 'p.json'))).toBe('“p.json”：不是 Cliploom 项目，而是列表。');
  });

  it('says why an engine was taken', async () => {
    const encoder = { config: { codec: 'avc1.640028', hardwareAcceleration: 'prefer-software' } } as never;
    const times = { webcodecs: 1000, ffmpeg: 3100, copy: 0 };
    const reasons = await chooseEngines(
      {
        choice: 'auto',
        codec: 'h264',
        trial: { encoders: [{ encoder, sessions: null }], failures: [] },
      },
      {
        timeOf: async ({ name }) => ({ ms: times[name], measured: 1, kept: 0, clips: 3 }),
        begunBy: null,
      },
    );
    expect(reasons.map(({ name, reason }) => text.progress.engine(name, reason))).toEqual([
      '生成方式：直接复制。无需重新编码。',
      '生成方式：浏览器自带的编码器。浏览器以软件方式编码 avc1.640028，速度约为 ffmpeg 的3.1倍（本机实测）。',
      '生成方式：ffmpeg。浏览器自带的编码器出错。',
    ]);
    const failures =
      'avc1 (prefer-hardware, variable): not supported; avc1 (prefer-software, variable): x is y';
    expect(text.progress.engine('ffmpeg', `The browser cannot encode such a video: ${failures}.`)).toBe(
      '生成方式：ffmpeg。浏览器无法编码这样的视频：avc1（prefer-hardware，variable）：不支持；avc1（prefer-software，variable）：x is y。',
    );
  });

  it('fills the log', () => {
    const event = { time: 1200, worker: 'ClipProcessor-1', clip: 'a.mp4', place: 0 } as const;
    const line = (kind: 'failed' | 'worker-ended' | 'stage' | 'done', detail: string) =>
      text.log.line({ ...event, event: kind, detail });
    expect(line('failed', 'timeout: “a.mp4” took longer than 3 seconds.')).toBe(
      '1.2秒  ClipProcessor-1  a.mp4  失败  超时：“a.mp4”处理用时超过3秒。',
    );
    expect(line('worker-ended', 'out-of-memory')).toBe(
      '1.2秒  ClipProcessor-1  a.mp4  处理进程结束  内存不足',
    );
    expect(line('stage', 'checking')).toMatch(/阶段 {2}正在检查成片$/);
    expect(line('done', '')).toBe('1.2秒  ClipProcessor-1  a.mp4  完成');
  });

  it('has the line of a subtitle before what is wrong with it', () => {
    expect(text.subtitles.problem({ line: 3, reason: 'has no text' })).toBe('第3行：没有文字');
    expect(text.subtitles.problem({ line: null, reason: '12 more were skipped' })).toBe('另有12条已略过');
  });
});
