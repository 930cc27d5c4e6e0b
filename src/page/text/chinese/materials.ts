/** Words of the materials: what is dropped, clips, voice-over, music, in Simplified Chinese. */
import type { Words } from '../language.svelte';
import { clipCount, fileCount } from './counts';

export const materials: Pick<Words, 'drop' | 'clips' | 'clipStatus' | 'voiceOver' | 'music'> = {
  drop: {
    heading: '将片段、声音和字幕拖到这里',
    over: '松开即可添加文件',
    hint: '也可以在页面任意位置拖入或粘贴，支持文件夹；每个文件会自动归类。第一个声音文件作为配音，下一个作为音乐。',
    chooseClips: '选择片段…',
    chooseFolder: '选择文件夹…',
    passedOver: (count) => `已略过${fileCount(count)}，这里用不到。`,
    samples: '用示例片段试试',
    samplesLoading: '正在加载示例片段…',
    samplesFailed: (reason) => `无法加载示例片段：${reason}`,
    samplesMissing: (name, status) => `请求“${name}”返回了状态码${status}。`,
    samplesUnreachable: '无法连接到此页面所在的服务器。',
    samplesMalformed: '示例列表缺失或已损坏。',
    locked: '视频完成或取消后才能继续添加文件。',
    clipsAdded: (count) => `已添加${clipCount(count)}。`,
    voiceOverSet: (name) => `“${name}”已设为配音。`,
    musicSet: (name) => `“${name}”已设为音乐。`,
    subtitlesSet: (name) => `“${name}”已设为字幕。`,
    fontSet: (name) => `“${name}”已设为字幕字体。`,
  },

  clips: {
    heading: '片段',
    count: clipCount,
    moveHint: '调整顺序：拖动片段的手柄，或选中片段后按 Alt 加方向键。',
    shuffled: '当前为随机排列，不使用此列表的顺序。',
    useListOrder: '使用此顺序',
    reading: '正在读取…',
    unknownRate: '帧率未知',
    still: '图片',
    moveUp: (name) => `上移“${name}”`,
    moveDown: (name) => `下移“${name}”`,
    remove: (name) => `移除“${name}”`,
    moved: (name, place, count) => `“${name}”现在位于第${place}位，共${count}位。`,
    removed: (name) => `已移除“${name}”。`,
    soundOnly: (name) =>
      `“${name}”只有声音，没有画面。请在这里移除；如果想在视频中听到它，请将其选为配音或音乐。`,
    noPicture: (name) => `“${name}”没有画面。请移除后选择视频文件。`,
  },

  clipStatus: {
    waiting: '等待中',
    encoding: (done, count) => (count === 1 ? '正在编码' : `正在编码，已完成${done}/${count}段`),
    partly: (done, count) => `已完成${done}/${count}段`,
    done: (count) => (count === 1 ? '已完成' : `已完成，共${count}段`),
    cached: (count) => (count === 1 ? '沿用之前的结果' : `沿用之前的结果，共${count}段`),
    unused: '此视频用不到',
  },

  voiceOver: {
    heading: '配音',
    hint: (count) =>
      ['没有配音时，视频时长由片段决定，也可在设置中指定。', '视频时长与配音完全一致。'][count] ??
      '各段配音依次播放，视频时长与总时长完全一致。',
    choose: '选择配音…',
    more: '再添加一段…',
    player: (name) => `试听“${name}”`,
    removed: '已移除配音。',
    noSound: (name) => `“${name}”没有声音。请换一个文件作为配音，或将其移除。`,
  },

  music: {
    heading: '音乐',
    none: '音乐会贯穿整个视频。',
    hint: '音乐贯穿整个视频，播完后从头循环，并在结尾淡出。',
    choose: '选择音乐…',
    replace: '替换…',
    player: (name) => `试听“${name}”`,
    remove: (name) => `移除音乐“${name}”`,
    removed: '已移除音乐。',
    noSound: (name) => `“${name}”没有声音。请换一个文件作为音乐，或将其移除。`,
  },
};
