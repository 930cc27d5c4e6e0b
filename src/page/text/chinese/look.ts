/** Words of the settings, of all clips and of one, and of the sound, in Simplified Chinese. */
import type { EngineChoice, Fit, KenBurns, Mode, Size, Transition } from '../../../render';
import type { Quality } from '../../../shared/encoding';
import { formatCount, formatDuration, formatNumber } from '../../format';
import type { Words } from '../language.svelte';
import { percent } from './counts';
import { codecs, containers } from './names';

const fits: Record<Fit, string> = {
  cover: '铺满画面（会裁剪）',
  contain: '完整显示（留边）',
  blur: '完整显示（模糊背景）',
};

const qualities: Record<Quality, string> = {
  draft: '草稿（速度快，文件小）',
  standard: '标准',
  high: '高（速度慢，文件大）',
};

const modes: Record<Mode, string> = {
  random: '随机，用全部内容',
  sequential: '按列表，只用开头',
};

const transitions: Record<Transition, string> = {
  none: '无',
  'fade-in': '淡入',
  'fade-out': '淡出',
  'slide-in': '滑入',
  'slide-out': '滑出',
  'zoom-in': '放大',
  'zoom-out': '缩小',
  shuffle: '随机',
  crossfade: '叠化到下一段',
  'dip-to-black': '闪黑到下一段',
  wipe: '擦除到下一段',
  'slide-over': '下一段滑入覆盖',
};

const kenBurns: Record<KenBurns, string> = {
  in: '缓慢推近',
  out: '缓慢拉远',
  pan: '缓慢平移',
  none: '静止',
};

const engines: Record<EngineChoice, string> = {
  auto: '自动（本机最快）',
  ffmpeg: 'ffmpeg（文件更小，在任何电脑上结果相同）',
  webcodecs: '浏览器自带的编码器',
  copy: '直接复制已符合要求的片段',
};

export const look: Pick<Words, 'sound' | 'own' | 'settings'> = {
  sound: {
    heading: '声音',
    voiceVolume: (factor) => `配音音量：${percent(factor)}`,
    voiceGap: '配音之间的停顿（秒）',
    musicVolume: (factor) => `音乐音量：${percent(factor)}`,
    clipVolume: (factor) => (factor === 0 ? '片段原声：不使用' : `片段原声：${percent(factor)}`),
    duck: '有配音时自动降低音乐和原声的音量',
    even: (target) => `统一为常用响度（−${formatCount(Math.abs(target))} LUFS）`,
  },

  own: {
    heading: '仅此片段',
    headingOf: (name, count) => `仅此片段${count === 0 ? '' : `，已设${count}项`}：“${name}”`,
    count: (count) => `已设${count}项`,
    asAll: '与全部片段相同',
    reset: '恢复为与全部相同',
    inPoint: '起点（秒）',
    inHint: '留空：从头开始。',
    outPoint: '终点（秒）',
    outHint: '留空：到结尾为止。',
    speed: '此片段的播放速度',
    volume: '原声音量（百分比）',
    stillDuration: '显示时长（秒）',
    kenBurns: '图片运镜',
    fit: '此片段的画面适配',
    transition: '此片段的转场',
    outBeforeIn: '终点必须在起点之后。',
    inAfterEnd: (seconds) => `此片段只有${formatDuration(seconds)}长。`,
  },

  settings: {
    heading: '设置',
    shape: '画面比例',
    // Without spaces: it has to fit into a narrow list.
    shapes: (name: string, { width, height }: Size) => `${name} · ${width}×${height}`,
    width: '宽度（像素）',
    height: '高度（像素）',
    fps: '帧率',
    fit: '画面适配',
    fits,
    mode: '排列方式',
    modes,
    seed: '随机种子',
    seedHint: '相同的种子会得到相同的顺序。',
    reshuffle: '重新随机',
    reshuffled: (seed) => `顺序已更新，种子${seed}。`,
    clipDuration: '单个片段最长时长（秒）',
    clipDurationHint: '更长的片段会被截短。',
    duration: '视频时长（秒）',
    durationHint: '留空：由片段决定。有配音时以配音为准。',
    quality: '画质',
    qualityHint: '画质越高，用时越长，文件越大。',
    qualities,
    format: '导出格式',
    formatHint: 'H.264 在任何设备上都能播放；其他格式需要浏览器支持编码。',
    formatLacking: '此浏览器无法编码该格式。请选择其他格式。',
    formats: ({ container, codec }, lacking) =>
      `${containers[container]}，${codecs[codec]}${lacking ? '（此浏览器不支持）' : ''}`,
    motion: '更多动画',
    barColor: '留边颜色',
    speed: '播放速度',
    speedHint: '1为原速。',
    transition: '转场',
    transitions,
    transitionDuration: '转场时长（秒）',
    transitionDurationHint: '不超过片段时长的一半。',
    kenBurns: '图片运镜',
    kenBurnsMoves: kenBurns,
    startFade: '开头从黑场淡入（秒）',
    endFade: '结尾淡出到黑场（秒）',
    advanced: '高级',
    size: '自定义尺寸',
    engine: '生成方式',
    engineHint: '用什么来编码片段。默认按本机的实测结果选择，也可以自己指定。',
    engines,
    workers: '并行任务数',
    workersHint: '同时编码的片段数量。留空：自动选择适合本机的数量。',
    needsNumber: '请输入数字。',
    sizeRange: (min, max) => `请输入${formatNumber(min)}到${formatNumber(max)}之间的偶数。`,
    seedRange: '请输入不小于0的整数。',
    range: (min, max) => `请输入${formatNumber(min)}到${formatNumber(max)}之间的数字。`,
    rangeOrEmpty: (min, max) => `请输入${formatNumber(min)}到${formatNumber(max)}之间的数字，或留空。`,
    workersRange: (min, max) => `请输入${min}到${max}之间的整数，或留空。`,
  },
};
