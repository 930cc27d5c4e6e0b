/** Words of what came of it: the result, the log, errors, in Simplified Chinese. */
import type { ErrorCategory, LogEvent, SourceProblem } from '../../../render';
import { formatCount, formatNumber } from '../../format';
import type { Words } from '../language.svelte';
import { clipCount, cueCount, fileCount } from './counts';
import { categories } from './names';
import { reported, reportedOrAsIs } from './reported';

/**
 * What went wrong and what to do, where the report itself is not known; `file` is the file that it is about, in quotes, or
 * empty.
 */
const failures: Record<ErrorCategory, (file: string) => string> = {
  'unreadable-source': (file) =>
    `${file || '有文件'}无法使用：可能已损坏、不完整，或缺少需要的画面或声音。请重新复制或下载，或换一个文件。`,
  'unsupported-codec': (file) => `${file || '有文件'}的编码格式在这里无法解码。请先转换为 H.264 格式。`,
  timeout: (file) => `${file ? `处理${file}` : '处理'}用时过长，已停止。请再试一次。`,
  stalled: (file) => `${file ? `处理${file}` : '处理'}时长时间没有进展，已停止。请再试一次。`,
  'worker-lost': (file) =>
    `${file ? `处理${file}时，` : ''}视频引擎意外停止或无法加载。请检查网络连接，然后再试一次。`,
  'out-of-memory': (file) =>
    `${file ? `处理${file}时` : ''}内存不足。请关闭其他标签页和程序，或减少并行任务数、降低分辨率后再试。`,
  'wrong-output': (file) =>
    `${file ? `由${file}生成的内容` : '生成的视频'}未通过检查，因此没有采用。请再试一次。`,
  'encoder-failed': (file) => `${file ? `处理${file}时，` : ''}浏览器的视频编码器出错。`,
  cancelled: () => '已取消。',
  resource: (file) =>
    `${file ? `处理${file}时，` : ''}等待内存或其他资源的时间过长。请关闭其他标签页后再试。`,
  'invalid-settings': (file) => `${file ? `${file}中` : ''}有一项设置无效。`,
  internal: () => 'Cliploom 出现内部错误。请再试一次；如果仍然出错，请附上详细信息反馈给我们。',
};

const spoken = (category: ErrorCategory, name: string | null, original: string): string =>
  reported(original) ?? `${failures[category](name === null ? '' : `“${name}”`)}（${original}）`;

const events: Record<LogEvent['event'], string> = {
  queued: '排队',
  started: '开始',
  'progress-stalled': '停滞',
  retry: '重试',
  done: '完成',
  failed: '失败',
  'worker-started': '处理进程启动',
  'worker-ended': '处理进程结束',
  'fewer-workers': '减少并行任务',
  'pool-broken': '处理进程均无法启动',
  stage: '阶段',
  engine: '生成方式',
  'left-out': '未使用',
  forgotten: '省略',
};

const codecNames: Readonly<Record<string, string>> = {
  ...{ avc: 'H.264', hevc: 'H.265', vp9: 'VP9', av1: 'AV1' },
  ...{ aac: 'AAC', opus: 'Opus' },
};

export const outcome: Pick<Words, 'log' | 'result' | 'error'> = {
  log: {
    heading: (count) => `日志（${formatCount(count)}条）`,
    latest: (count) => `最近${formatCount(count)}条：`,
    line: ({ time, worker, clip, event, detail }) =>
      [
        `${(time / 1000).toFixed(1)}秒`,
        worker,
        reportedOrAsIs(clip ?? ''),
        events[event],
        reportedOrAsIs(detail),
      ]
        .filter(Boolean)
        .join('  '),
  },

  result: {
    heading: '视频已完成',
    previous: '上一个视频',
    ready: '视频已完成。',
    saved: (name) => `已保存为“${name}”。`,
    player: '生成的视频',
    download: '下载',
    saveAs: '另存为…',
    notSaved: '无法将视频写入该位置。请选择其他位置。',
    share: '分享…',
    notShared: '设备未能接收该视频。',
    copyReport: '复制报告',
    length: '时长',
    bytes: '大小',
    picture: '画面尺寸',
    frames: '帧数',
    framesValue: (frames, rate) => `${frames}帧，${rate}`,
    clips: '片段',
    clipsValue: (encoded, cached) =>
      `新编码${formatCount(encoded)}个${cached > 0 ? `，沿用${formatCount(cached)}个` : ''}`,
    codecs: '编码格式',
    codecsValue: (names) => names.map((name) => codecNames[name] ?? name).join('、'),
    time: '用时',
    speedup: '与逐个处理相比',
    speedupValue: (factor) => `速度为${formatNumber(Math.round(factor * 10) / 10)}倍`,
    workers: '并行任务',
    workersValue: (workers, threads) => `${workers}个，${workers === 1 ? '' : '每个'}${threads}线程`,
    problems: (count) => `${fileCount(count)}未能（完整）用于视频`,
    problem: ({
      source,
      transitionFrom,
      error,
    }: Pick<SourceProblem, 'source' | 'transitionFrom' | 'error'>) => {
      const name = transitionFrom ? `${transitionFrom} → ${source}` : source;
      return error.message.includes(name) ? error.message : `“${name}”：${error.message}`;
    },
    silent: (count) => `${clipCount(count)}缺少原声`,
    subtitles: (count, beyondEnd) =>
      `视频中有${cueCount(count)}${beyondEnd > 0 ? `，${formatCount(beyondEnd)}条超出结尾` : ''}`,
    subtitleFile: (kind) => `下载 ${kind} 字幕`,
  },

  error: {
    heading: '视频生成失败',
    kept: '您添加的内容都还在。',
    details: '技术详情',
    copy: '复制详情',
    copied: '已复制。',
    notCopied: '浏览器不允许复制。请选中文字手动复制。',
    spoken,
    category: (category) => `类型：${categories[category]}（${category}）`,
    cause: '原因：',
    command: '命令：',
    log: '日志的最后几行：',
  },
};
