/** Words of subtitles, how they look, and the watermark. */
import type { SubtitleFormat, SubtitleProblem } from '../../../render';
import { formatCount } from '../../format';
import { counted, percent } from './counts';

const subtitleFormats: Record<SubtitleFormat, string> = { srt: 'SRT', vtt: 'WebVTT', ass: 'ASS' };

/** Encodings of subtitle files to choose from: TextDecoder's label, and what it is called. */
const encodings: readonly (readonly [label: string, name: string])[] = [
  ['utf-8', 'Unicode (UTF-8)'],
  ['utf-16le', 'Unicode (UTF-16)'],
  ['utf-16be', 'Unicode (UTF-16, big-endian)'],
  ['gb18030', 'Chinese, simplified (GB18030)'],
  ['big5', 'Chinese, traditional (Big5)'],
  ['shift_jis', 'Japanese (Shift JIS)'],
  ['euc-jp', 'Japanese (EUC-JP)'],
  ['euc-kr', 'Korean (EUC-KR)'],
  ['windows-1256', 'Arabic (Windows-1256)'],
  ['windows-1257', 'Baltic (Windows-1257)'],
  ['windows-1250', 'Central European (Windows-1250)'],
  ['iso-8859-2', 'Central European (ISO 8859-2)'],
  ['windows-1251', 'Cyrillic (Windows-1251)'],
  ['koi8-r', 'Cyrillic (KOI8-R)'],
  ['windows-1253', 'Greek (Windows-1253)'],
  ['windows-1255', 'Hebrew (Windows-1255)'],
  ['windows-874', 'Thai (Windows-874)'],
  ['windows-1254', 'Turkish (Windows-1254)'],
  ['windows-1258', 'Vietnamese (Windows-1258)'],
  ['windows-1252', 'Western European (Windows-1252)'],
];

export const captions = {
  subtitles: {
    heading: 'Subtitles',
    none: 'An SRT, WebVTT or ASS file, drawn over the video as you like it.',
    choose: 'Choose subtitles…',
    replace: 'Replace…',
    remove: (name: string) => `Remove the subtitles “${name}”`,
    removed: 'Subtitles removed.',
    found: (count: number, format: SubtitleFormat, encoding: string) =>
      `${counted(count, 'subtitle', 'subtitles')}, ${subtitleFormats[format]}, ${encoding}`,
    encoding: 'Encoding',
    encodings,
    encodingHint: 'Choose another one if the letters look wrong.',
    guessed: (encoding: string | null) => (encoding === null ? 'Guess it' : `Guessed: ${encoding}`),
    drawn: 'Draw them over the video',
    soft: 'Add a track that players can show or hide',
    skipped: (count: number) => `${counted(count, 'subtitle was', 'subtitles were')} damaged and left out`,
    problem: ({ line, reason }: SubtitleProblem) => (line === null ? reason : `Line ${line}: ${reason}`),
  },

  captions: {
    heading: 'How they look',
    preview: 'How the subtitles will look',
    previewHint: 'As in the video.',
    sample: 'This is how it looks',
    font: 'Font',
    fontProblem: 'Enter the name of a font, or several separated by commas.',
    fontHint: 'The first one that has a letter draws it. Inter comes with the page.',
    fontFile: (name: string) => `Font file: ${name}`,
    noFontFile: 'Or a font file of your own (TTF, OTF, WOFF2):',
    chooseFont: 'Choose a font file…',
    replaceFont: 'Replace…',
    fontRemoved: 'Font file removed.',
    bold: 'Bold',
    size: 'Letter size',
    sizeHint: 'In pixels of a video whose shorter side is 1080.',
    color: 'Colour of the letters',
    strokeWidth: 'Outline',
    strokeHint: '0 is none.',
    strokeColor: 'Colour of the outline',
    box: 'Box behind them',
    boxes: { none: 'None', plain: 'Plain', rounded: 'Rounded' },
    boxColor: 'Colour of the box',
    boxOpacity: (share: number) => `Opacity of the box: ${percent(share)}`,
    place: 'Position',
    places: {
      bottom: 'At the bottom',
      top: 'At the top',
      center: 'In the middle',
      'two-thirds': 'Two thirds up',
      custom: 'Somewhere else',
    },
    percent: 'Middle of the text (percent from the top)',
    percentHint: 'Always at least 5 % from every edge.',
    animation: 'When one appears',
    animations: { none: 'It is just there', spring: 'It springs up' },
    highlight: 'Highlight the spoken word, where the file times words',
    highlightColor: 'Colour of the spoken word',
  },

  watermark: {
    heading: 'Watermark',
    none: 'A picture, such as a logo, over the whole video.',
    choose: 'Choose a picture…',
    replace: 'Replace…',
    set: (name: string) => `“${name}” is the watermark.`,
    remove: (name: string) => `Remove the watermark “${name}”`,
    removed: 'Watermark removed.',
    unreadable: (name: string) =>
      `“${name}” is not a picture that this browser can show. Choose another one.`,
    corner: 'Corner',
    corners: {
      'top-left': 'Top left',
      'top-right': 'Top right',
      'bottom-left': 'Bottom left',
      'bottom-right': 'Bottom right',
    },
    size: (value: number) => `Width: ${formatCount(value)} % of the video`,
    margin: (value: number) => `Margin: ${formatCount(value)} %`,
    opacity: (share: number) => `Opacity: ${percent(share)}`,
  },
};
