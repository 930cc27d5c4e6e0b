import { afterEach, describe, expect, it } from 'vitest';
import { factsOf } from '../../build/languageFacts';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPlural,
  formatSize,
  formatTimeLeft,
} from '../../src/page/format';
import { PageError, spoken, spokenError } from '../../src/page/state/spoken';
import { text } from '../../src/page/text';
import { language } from '../../src/page/text/language.svelte';
import { LANGUAGES, locale } from '../../src/page/text/locale.svelte';
import { matchLanguage } from '../../src/page/text/match';
import { RenderError } from '../../src/shared/errors';

afterEach(() => language.speak('en'));

describe('the language to begin with', () => {
  const offered = ['en', 'zh-Hans'];

  it.each([
    [['zh-CN', 'en'], 'zh-Hans'],
    [['zh'], 'zh-Hans'],
    [['zh-TW'], 'zh-Hans'],
    [['en-GB', 'zh-CN'], 'en'],
    [['de-AT', 'zh-SG', 'en'], 'zh-Hans'],
    [['de-AT'], 'en'],
    [['no tag at all', 'zh-CN'], 'zh-Hans'],
    [[], 'en'],
  ])('is the first wanted one that there is: %j', (wanted, expected) => {
    expect(matchLanguage(wanted, offered, 'en')).toBe(expected);
  });

  it('is in the script that is wanted, where there are both', () => {
    const both = ['en', 'zh-Hans', 'zh-Hant'];
    expect(matchLanguage(['zh-HK'], both, 'en')).toBe('zh-Hant');
    expect(matchLanguage(['zh-SG'], both, 'en')).toBe('zh-Hans');
  });
});

describe('a language', () => {
  it('is found by its file, and named as its speakers do', () => {
    expect(LANGUAGES).toEqual([
      { tag: 'en', name: 'English', direction: 'ltr', figures: '0123456789.', seconds: '# s' },
      { tag: 'zh-Hans', name: '简体中文', direction: 'ltr', figures: '0123456789.', seconds: '#秒' },
    ]);
    const directions = ['ar-EG', 'he', 'fa', 'ur-PK', 'az', 'az-Arab'].map((tag) => factsOf(tag).direction);
    expect(directions).toEqual(['rtl', 'rtl', 'rtl', 'rtl', 'ltr', 'rtl']);
  });

  it('is spoken from the switch on, with its numbers', async () => {
    const seen = () => [
      text.create.create,
      text.clips.count(1),
      text.clips.count(1234),
      text.progress.timeLeft(80 * 60),
      formatDuration(4.6),
      formatBytes(12_340_000),
    ];
    const english = seen();
    expect(english).toEqual([
      'Create video',
      '1 clip',
      '1,234 clips',
      'About 1 hour 20 minutes left',
      '4.6 s',
      '12.3 MB',
    ]);
    await language.speak('zh-Hans');
    expect(seen()).toEqual(['生成视频', '1个片段', '1,234个片段', '大约还剩1小时20分钟', '4.6秒', '12.3 MB']);
    await language.speak('en');
    expect(seen()).toEqual(english);
  });

  it('is the one that was asked for last, in whatever order their files come', async () => {
    await Promise.all([language.speak('zh-Hans'), language.speak('en')]);
    expect(text.create.create).toBe('Create video');
    expect(formatTimeLeft(20)).toBe('20 seconds');
  });

  it('says every word of another one', async () => {
    const words = (of: object): string[] =>
      Object.values(of).flatMap((word) =>
        typeof word === 'string' ? [word] : typeof word === 'object' && word !== null ? words(word) : [],
      );
    const english = words(language.words);
    await language.speak('zh-Hans');
    const chinese = words(language.words);
    expect(chinese).toHaveLength(english.length);
    const same = chinese.filter((word) => english.includes(word));
    // Names, shapes, and labels that TextDecoder takes.
    expect(same.filter((word) => word !== 'Cliploom' && !/^[a-z\d_:-]+$/.test(word))).toEqual([]);
  });

  it('turns no size around where it is written from right to left', () => {
    const size = { width: 1080, height: 1920 };
    expect(formatSize(size)).toBe('1080 × 1920');
    locale.facts = { ...locale.facts, direction: 'rtl' };
    expect(formatSize(size)).toBe('\u20661080 × 1920\u2069');
  });

  it('writes a length in its own figures', () => {
    const written = ['de', 'ar-EG', 'zh-Hans'].map((tag) => {
      locale.facts = factsOf(tag);
      return [...[4.6, 40, 59.94].map(formatDuration), formatNumber(0.125), formatNumber(1234.5)];
    });
    expect(written).toEqual([
      ['4,6 Sek.', '40 Sek.', '59,9 Sek.', '0,13', '1.234,5'],
      ['٤٫٦ ث', '٤٠ ث', '٥٩٫٩ ث', '٠٫١٣', '١٬٢٣٤٫٥'],
      ['4.6秒', '40秒', '59.9秒', '0.13', '1,234.5'],
    ]);
  });

  it('has as many forms of a word as it needs', () => {
    expect([1, 2].map((count) => formatPlural(count, { one: 'file', other: 'files' }))).toEqual([
      'file',
      'files',
    ]);
  });
});

describe('a failure', () => {
  const report = {
    category: 'unsupported-codec',
    message: '“a.mov” is encoded as PRORES, which cannot be decoded here.',
    detail: 'Decoder not found',
  } as const;

  it('is told in the language of the moment, with the original sentence', async () => {
    const failure = spoken(report);
    expect(failure.message).toBe(report.message);
    await language.speak('zh-Hans');
    expect(failure.message).toMatch(/^“a\.mov”的编码格式在这里无法解码。/);
    expect(failure.message).toContain(report.message);
    expect(failure).toMatchObject({ category: 'unsupported-codec', detail: 'Decoder not found' });
  });

  it('has the words of the page where the page knows better', async () => {
    const thrown = new PageError({ category: 'resource', detail: 'Failed to fetch' }, () => text.partMissing);
    const [failure, other] = [thrown, new TypeError('x is undefined')].map((error) =>
      spokenError(error, () => text.create.unexpected),
    );
    await language.speak('zh-Hans');
    expect(failure).toMatchObject({ category: 'resource', message: text.partMissing });
    expect(other).toMatchObject({
      category: 'internal',
      message: text.create.unexpected,
      detail: 'TypeError: x is undefined',
    });
    expect(text.partMissing).toMatch(/[一-龥]/);
  });

  it.each(['cancelled', 'timeout', 'out-of-memory', 'invalid-settings', 'internal'] as const)(
    'needs no file: %s',
    async (category) => {
      await language.speak('zh-Hans');
      const { message } = spokenError(new RenderError({ category, message: 'It failed.' }), () => '');
      expect(message).toMatch(/^[^“”]*[一-龥][^“”]*（It failed\.）$/);
    },
  );
});
