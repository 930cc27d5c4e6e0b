/** Words of the timeline, in Simplified Chinese. */
import { formatCount, formatDuration, formatNumber } from '../../format';
import type { Words } from '../language.svelte';

export const timeline: Words['timeline'] = {
  heading: '时间线',
  facts: (seconds, shots) => `${formatDuration(seconds)}，${formatCount(shots)}个镜头`,
  reading: (count) => `还有${formatCount(count)}个正在读取`,
  empty: '添加片段后，这里会显示视频的编排。',
  show: '显示时间线',
  hide: '隐藏时间线',
  zoomIn: '放大时间线',
  zoomOut: '缩小时间线',
  fit: '显示全部',
  keepOrder: '保留此顺序',
  orderKept: '片段列表已改为当前显示的顺序，可以移动片段了。',
  shots: '按播放顺序排列的片段',
  scroller: '视频从头到尾',
  shot: (place, count, name, begin, length) =>
    `第${formatCount(place)}个，共${formatCount(count)}个：“${name}” ${formatDuration(length)}，从${formatDuration(begin)}开始`,
  keys: '方向键切换片段，Alt 加方向键移动片段，Delete 键排除片段。',
  cue: (words) => words.replaceAll('\n', ' '),
  music: (name, rounds) =>
    rounds > 1
      ? `音乐：“${name}”，连续播放${formatCount(rounds)}遍，直到视频结束`
      : `音乐：“${name}”，直到视频结束`,
  musicAgain: '音乐从这里重新开始',
  shownAsStill: '此处显示静止画面：浏览器无法播放该片段，生成的视频中是完整的。',
  playhead: '播放位置',
  at: (seconds) => formatDuration(seconds),
  selected: '选中的片段',
  lasts: (length, begin, end) =>
    `${formatDuration(length)}，原片第${formatNumber(begin)}秒到第${formatNumber(end)}秒`,
  lastsStill: (length) => formatDuration(length),
  earlier: '前移',
  later: '后移',
  replace: '替换…',
  exclude: '排除',
  include: '恢复',
  includeClip: (name) => `将“${name}”恢复到视频中`,
  excludedRow: '已从视频中排除',
  trimStart: '片段起点',
  trimEnd: '片段终点',
  trimmed: (name, seconds) => `“${name}”现在时长${formatDuration(seconds)}。`,
  replaced: (name, other) => `已用“${other}”替换“${name}”。`,
  excluded: (name) => `已排除“${name}”。`,
  included: (name) => `“${name}”已恢复到视频中。`,
};
