/** What is reported of settings and project files, in Simplified Chinese. Settings have the names that a project file gives them. */
import type { SettingReport } from '../../english/reported/settings';

export const settings: Readonly<Record<SettingReport, string>> = {
  '{.name} must be a number from {min} to {max}, not {?value}.':
    '{name} 应为{min}到{max}之间的数字，而不是{value}。',
  '{.name} must be a whole number from {min} to {max}, not {?value}.':
    '{name} 应为{min}到{max}之间的整数，而不是{value}。',
  'seed must be a whole number from 0, not {?value}.': 'seed 应为不小于0的整数，而不是{value}。',
  '{.name} must be one of {list}, not {?value}.': '{name} 应为 {list} 之一，而不是{value}。',
  '{.name} must be a colour like #1a2b3c, not {?value}.': '{name} 应为类似 #1a2b3c 的颜色，而不是{value}。',
  '{.name} must be true or false, not {?value}.': '{name} 应为 true 或 false，而不是{value}。',
  '{.name} must be a text that is not empty, not {?value}.': '{name} 应为非空文本，而不是{value}。',
  '{.name} must be an object, not {?value}.': '{name} 应为对象，而不是{value}。',
  '{.name} must be a list, not {?value}.': '{name} 应为列表，而不是{value}。',
  "{.name} must be a file's name, or an object with a file, not {?value}.":
    '{name} 应为文件名，或含有文件名的对象，而不是{value}。',
  "{.name} is no file's name: {?value}.": '{name} 不是文件名：{value}。',
  '{name} is no setting of {?what}; there are: {list}.': '{what}没有 {name} 这项设置；可用的有：{list}。',
  'the caption style': '字幕样式',
  'the watermark': '水印',
  'a clip': '片段',
  'a project': '项目',
  'a list': '列表',
  'an object': '对象',
  'a function': '函数',

  'font must be a font family, or several separated by commas, not {?value}.':
    'font 应为一个字体名称，或以逗号分隔的多个名称，而不是{value}。',
  'The caption style must be an object, not {?value}.': '字幕样式应为对象，而不是{value}。',
  'outPoint must be after inPoint: {outPoint} is not after {inPoint}.':
    'outPoint 应在 inPoint 之后：{outPoint}不在{inPoint}之后。',
  'codec must be one of {list} in {container}, not {codec}; {codec} needs mp4.':
    '在 {container} 中 codec 应为 {list} 之一，而不是 {codec}；{codec} 需要 mp4。',
  'size must have a width and a height, not be {?value}.': 'size 应包含宽度和高度，而不是{value}。',
  'size must be even numbers from {min} to {max}, not {width}×{height}.':
    'size 应为{min}到{max}之间的偶数，而不是{width}×{height}。',
  'duck must be true, false or settings of its own, not {?value}.':
    'duck 应为 true、false 或一组设置，而不是{value}。',
  'engine must be auto or webcodecs for {codec}, not {engine}: that makes h264 only.':
    '编码格式为 {codec} 时，engine 应为 auto 或 webcodecs，而不是 {engine}：后者只能生成 h264。',
  'softSubtitles needs mp4: most players do not read subtitles that are in a webm.':
    'softSubtitles 需要 mp4：多数播放器无法读取 webm 中的字幕。',
  'softSubtitles is set, but there are no subtitles.': '已设置 softSubtitles，但没有字幕。',
  'musicStart must be before the end of “{name}”, which is {seconds} s long.':
    'musicStart 应在“{name}”结束之前，其时长为{seconds}秒。',
  'There are no clips to combine.': '没有可以合成的片段。',
  'Clip {place} (“{name}”): {+what}': '片段{place}（“{name}”）：{what}',
  'It could not be checked.': '无法检查。',

  'not JSON that can be read.': '不是可以读取的 JSON。',
  'not JSON: {+what} ({+place}).': '不是有效的 JSON：{what}（{place}）。',
  'it ends too early': '内容提前结束',
  '{letter} cannot stand there': '该处不应出现 {letter}',
  'line {line}, column {column}': '第{line}行，第{column}列',
  'not a project of Cliploom: its format is not "{format}", but {?value}.':
    '不是 Cliploom 项目：format 不是 "{format}"，而是{value}。',
  'not a project of Cliploom, but {?value}.': '不是 Cliploom 项目，而是{value}。',
  'made by a newer version of Cliploom: it is of version {version}, and this one reads up to {most}.':
    '由更新版本的 Cliploom 生成：文件为版本{version}，当前最高支持版本{most}。',
  'version must be {version}, not {?value}.': 'version 应为{version}，而不是{value}。',
  'too large for a project (over {most} MB).': '作为项目文件过大（超过{most} MB）。',
};
