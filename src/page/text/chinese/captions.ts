/** Words of subtitles, how they look, and the watermark, in Simplified Chinese. */
import type { SubtitleFormat, SubtitleProblem } from '../../../render';
import { formatCount } from '../../format';
import type { Words } from '../language.svelte';
import { cueCount, percent } from './counts';
import { reportedOrAsIs } from './reported';

const subtitleFormats: Record<SubtitleFormat, string> = { srt: 'SRT', vtt: 'WebVTT', ass: 'ASS' };

const encodings: Words['subtitles']['encodings'] = [
  ['utf-8', 'Unicode（UTF-8）'],
  ['utf-16le', 'Unicode（UTF-16）'],
  ['utf-16be', 'Unicode（UTF-16，大端序）'],
  ['gb18030', '简体中文（GB18030）'],
  ['big5', '繁体中文（Big5）'],
  ['shift_jis', '日文（Shift JIS）'],
  ['euc-jp', '日文（EUC-JP）'],
  ['euc-kr', '韩文（EUC-KR）'],
  ['windows-1256', '阿拉伯文（Windows-1256）'],
  ['windows-1257', '波罗的海文（Windows-1257）'],
  ['windows-1250', '中欧语言（Windows-1250）'],
  ['iso-8859-2', '中欧语言（ISO 8859-2）'],
  ['windows-1251', '西里尔文（Windows-1251）'],
  ['koi8-r', '西里尔文（KOI8-R）'],
  ['windows-1253', '希腊文（Windows-1253）'],
  ['windows-1255', '希伯来文（Windows-1255）'],
  ['windows-874', '泰文（Windows-874）'],
  ['windows-1254', '土耳其文（Windows-1254）'],
  ['windows-1258', '越南文（Windows-1258）'],
  ['windows-1252', '西欧语言（Windows-1252）'],
];

export const captions: Pick<Words, 'subtitles' | 'captions' | 'watermark'> = {
  subtitles: {
    heading: '字幕',
    none: 'SRT、WebVTT 或 ASS 文件，可按您喜欢的样式显示在视频上。',
    choose: '选择字幕…',
    replace: '替换…',
    remove: (name) => `移除字幕“${name}”`,
    removed: '已移除字幕。',
    found: (count, format, encoding) => `${cueCount(count)}，${subtitleFormats[format]}，${encoding}`,
    encoding: '文字编码',
    encodingHint: '如果出现乱码，请换一种编码。',
    encodings,
    guessed: (encoding) => (encoding === null ? '自动识别' : `自动识别：${encoding}`),
    drawn: '烧录到画面上',
    soft: '添加可在播放器中开关的字幕轨',
    skipped: (count) => `${cueCount(count)}已损坏，已略过`,
    problem: ({ line, reason }: SubtitleProblem) =>
      line === null ? reportedOrAsIs(reason) : `第${line}行：${reportedOrAsIs(reason)}`,
  },

  captions: {
    heading: '字体与外观',
    preview: '字幕效果预览',
    previewHint: '与视频中的效果一致。',
    sample: '字幕效果就是这样',
    font: '字体',
    fontProblem: '请输入一个字体名称，多个名称用英文逗号分隔。',
    fontHint: '由第一个包含该文字的字体显示。页面自带 Inter 字体。',
    fontFile: (name) => `字体文件：${name}`,
    noFontFile: '也可以使用自己的字体文件（TTF、OTF、WOFF2）：',
    chooseFont: '选择字体文件…',
    replaceFont: '替换…',
    fontRemoved: '已移除字体文件。',
    bold: '加粗',
    size: '字号',
    sizeHint: '以短边为1080像素的视频为准。',
    color: '文字颜色',
    strokeWidth: '描边粗细',
    strokeHint: '0表示无描边。',
    strokeColor: '描边颜色',
    box: '文字背景',
    boxes: { none: '无', plain: '直角', rounded: '圆角' },
    boxColor: '背景颜色',
    boxOpacity: (share) => `背景不透明度：${percent(share)}`,
    place: '位置',
    places: {
      bottom: '底部',
      top: '顶部',
      center: '居中',
      'two-thirds': '距底部三分之二处',
      custom: '自定义',
    },
    percent: '文字中心的位置（距顶部百分比）',
    percentHint: '与各边至少保持5%的距离。',
    animation: '入场动画',
    animations: { none: '无', spring: '弹入' },
    highlight: '高亮正在说的词（需要文件带有逐词时间）',
    highlightColor: '高亮颜色',
  },

  watermark: {
    heading: '水印',
    none: '一张图片（例如标志），显示在整个视频上。',
    choose: '选择图片…',
    replace: '替换…',
    set: (name) => `“${name}”已设为水印。`,
    remove: (name) => `移除水印“${name}”`,
    removed: '已移除水印。',
    unreadable: (name) => `此浏览器无法显示图片“${name}”。请换一张。`,
    corner: '位置',
    corners: {
      'top-left': '左上角',
      'top-right': '右上角',
      'bottom-left': '左下角',
      'bottom-right': '右下角',
    },
    size: (value) => `宽度：视频宽度的${formatCount(value)}%`,
    margin: (value) => `边距：${formatCount(value)}%`,
    opacity: (share) => `不透明度：${percent(share)}`,
  },
};
