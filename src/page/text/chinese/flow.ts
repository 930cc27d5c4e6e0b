/** Words of the page as a whole, in Simplified Chinese: its steps, presets, undoing. */
import type { PresetName } from '../../state/presetNames';
import type { StepName } from '../../state/steps';
import type { Words } from '../language.svelte';

const stepNames: Record<StepName, string> = { materials: '素材', look: '效果', video: '成片' };

const presetNames: Record<PresetName, string> = {
  shorts: '抖音、快手、视频号',
  youtube: 'B站、YouTube',
  square: '方形',
  story: '动态、快拍',
};

const presetHints: Record<PresetName, string> = {
  shorts: '9:16，快节奏',
  youtube: '16:9',
  square: '1:1',
  story: '9:16，完整画面',
};

export const flow: Pick<
  Words,
  'steps' | 'presets' | 'parts' | 'welcome' | 'undo' | 'watch' | 'saving' | 'notify' | 'offline'
> = {
  steps: {
    label: '步骤',
    names: stepNames,
    noClips: '请添加片段',
    voice: '配音',
    music: '音乐',
    captions: '字幕',
    wrong: '需要检查',
    ready: '已就绪',
    waiting: '尚未就绪',
    done: '已完成',
    things: (names) => names.join('、'),
    look: (shape, order, seconds) => `${shape}，${order}，${seconds}`,
    shuffled: '随机排列',
    listed: '按列表顺序',
    own: '自定义尺寸',
  },
  presets: {
    label: '发布到',
    names: presetNames,
    hints: presetHints,
    set: (name) => `已套用“${name}”预设。`,
  },
  parts: {
    format: '画幅与格式',
    cut: '剪辑',
    motion: '动画',
    captions: '字幕样式',
  },
  welcome: {
    heading: '三步完成一个视频',
    lines: [
      '拖入片段、图片、配音、音乐和字幕，可以一次全部拖入。',
      '选择画面比例和效果，也可以保持默认。',
      '点击“生成视频”。视频在本机生成，文件不会上传。',
    ],
  },
  undo: {
    undo: '撤销',
    redo: '重做',
    undone: '已撤销。',
    redone: '已重做。',
  },
  watch: {
    heading: (done, total) => `观看已完成的部分：${done} / ${total}`,
    nothing: '第一部分尚未完成。',
    part: (place, source, transitionFrom) =>
      transitionFrom === null ? `${place}. ${source}` : `${place}. ${transitionFrom} → ${source}`,
    player: (part) => `部分 ${part}`,
    opening: '正在打开…',
    silent: '暂时没有声音：声音尚未处理完成。',
    gone: '目前无法播放这一部分，但不影响成片。',
    unplayable: '此浏览器无法播放这一部分，但不影响成片。',
  },
  saving: (name) => `正在保存为“${name}”…`,
  notify: {
    label: '完成后通知我',
    hint: '如果届时您正在查看其他内容，会弹出通知。',
    blocked: '浏览器不允许此页面显示通知，可在浏览器的网站设置中允许。',
    failed: '视频未能生成。',
  },
  offline: '当前处于离线状态。已加载的内容可以继续使用；尚未加载的内容（例如示例片段）会在恢复连接后提供。',
};
