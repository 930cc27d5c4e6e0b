/** Words of making the video: the button, the preview, the progress, in Simplified Chinese. */
import type { RenderStage } from '../../../render';
import { formatBytes, formatTimeLeft } from '../../format';
import type { Words } from '../language.svelte';
import { clipCount, fileCount } from './counts';
import { containers, engineNames } from './names';

const stages: Record<RenderStage, string> = {
  reading: '正在读取文件',
  encoding: '正在编码片段',
  finishing: '正在合成视频',
  checking: '正在检查成片',
  done: '已完成',
};

export const making: Pick<Words, 'create' | 'preview' | 'progress'> = {
  create: {
    heading: '视频',
    create: '生成视频',
    intoFile: '直接生成到文件…',
    intoFileHint: '适合长视频：边生成边写入磁盘，占用内存很少。',
    fileKind: (container) => `${containers[container]} 视频`,
    placeholder: '视频会显示在这里。',
    noClips: '请至少添加一个片段。',
    allBad: '所有片段都无法读取。请移除后添加其他片段。',
    allExcluded: '所有片段都已排除。请恢复其中一个，或添加其他片段。',
    badVoiceOver: '配音无法使用。请替换或移除。',
    badMusic: '音乐无法使用。请替换或移除。',
    badSubtitles: '字幕无法使用。请替换或移除。',
    softInWebm: '字幕轨需要 MP4 格式。请选择其他格式，或关闭字幕轨。',
    badWatermark: '水印无法使用。请替换或移除。',
    filesMissing: (count) => `项目缺少${fileCount(count)}。`,
    /** The reason is the lower layer's, and English. */
    engine: (name, reason) => `生成方式：${engineNames[name]}（${reason}）`,
    badSettings: (setting, problem) => `请先更正一项设置。${setting}：${problem}`,
    fileNotOpened: '无法打开文件进行写入。请选择其他位置。',
    unexpected: 'Cliploom 出现内部错误。请再试一次；如果仍然出错，请附上下方的详细信息反馈给我们。',
  },

  preview: {
    open: '预览',
    hint: '在生成之前播放视频：所见所闻与成片一致。',
    player: '视频预览',
    unsupported: '此浏览器无法显示预览，但仍可以生成视频。',
    keys: '空格键播放，方向键移动一秒，加 Shift 移动一帧；Home 和 End 跳到开头和结尾。',
    close: '关闭预览',
    play: '播放',
    pause: '暂停',
    previousFrame: '上一帧',
    nextFrame: '下一帧',
    mute: '静音',
    unmute: '取消静音',
    fullScreen: '全屏',
    position: '播放位置',
    time: (position, length) => `${position} / ${length}`,
    loading: '正在准备预览…',
    waiting: '正在等待声音…',
    soundLater: '声音还在准备中，就绪后会自动播放。',
    hidden: (names) => `此浏览器无法预览${names.map((name) => `“${name}”`).join('、')}，但成片中会正常显示。`,
    soundFailed: (reason) => `预览没有声音：${reason}`,
    leftOut: (count) => `${clipCount(count)}不会出现在视频中`,
    again: '重试',
  },

  progress: {
    label: '视频生成进度',
    stages,
    percent: (percent) => `${percent}%`,
    timeLeft: (seconds) => (seconds < 5 ? '还剩几秒' : `大约还剩${formatTimeLeft(seconds)}`),
    timeUnknown: '正在估算所需时间…',
    spoken: (percent, stage) => `百分之${percent}。${stage}。`,
    started: '开始生成视频。',
    engine: (name, reason) => `生成方式：${engineNames[name]}（${reason}）`,
    download: (received, total) =>
      `首次使用，正在加载视频引擎：${formatBytes(received)}，共${formatBytes(total)}`,
    downloadBar: '视频引擎下载进度',
    cancel: '取消',
    cancelling: '正在取消…',
    cancelled: '已取消。您添加的内容都还在。',
    lanes: '并行任务',
    busy: '忙碌的任务数',
    pace: '每秒完成的片段',
    laneStarting: '正在启动…',
    laneIdle: '空闲',
    laneClip: (place, name) => `片段${place}：${name}`,
    laneBar: (worker) => `${worker}的进度`,
  },
};
