/** Words of the project: its file, a video that was not finished, files that are missing, in Simplified Chinese. */
import { formatBytes, formatCount, formatMoment } from '../../format';
import type { Words } from '../language.svelte';
import { clipCount, fileCount } from './counts';

export const project: Pick<Words, 'unfinished' | 'missing' | 'project' | 'cache'> = {
  unfinished: {
    heading: '有一个视频尚未完成',
    what: (clips, names) => {
      const listed = names.map((name) => `“${name}”`).join('、');
      return `${clipCount(clips)}：${listed}${clips > names.length ? '等' : ''}`;
    },
    when: (startedAt: Date) => `开始时间：${formatMoment(startedAt)}`,
    progress: (percent) => `页面关闭时已完成${percent}%`,
    hint: '已完成的片段无需重新编码。“重新开始”会清空页面；“放弃视频”会保留项目，只丢弃该视频。',
    continue: '继续',
    afresh: '重新开始',
    discard: '放弃视频',
    waiting: '下列文件就绪后会自动继续。',
  },

  missing: {
    heading: (count) => `需要重新提供${fileCount(count)}`,
    hint: () => '将文件拖到页面任意位置，或点击选择。系统会根据名称、大小和日期识别文件。',
    allow: (count) => `允许访问${fileCount(count)}`,
    choose: () => '选择文件…',
    leaveOut: () => '不用这些文件，继续',
    waited: (bytes) => (bytes === null ? '仍然缺失' : `仍然缺失，${formatBytes(bytes)}`),
    differs: (before, now) =>
      before === null || before === now
        ? '提供的文件已被修改过'
        : `提供的是另一个文件：${formatBytes(now)}，而不是${formatBytes(before)}`,
    useOther: (name) => `使用修改过的“${name}”`,
    useOtherShort: '仍然使用',
    row: '等待此文件',
    arrived: (count, left) => `${fileCount(count)}已找回${left > 0 ? `，还缺${formatCount(left)}个` : ''}。`,
    othersCame: (count) => `${fileCount(count)}与之前的不同。`,
    leftOut: '缺失的文件已略过。',
  },

  project: {
    heading: '项目',
    hint: '包含全部设置、文件的顺序和名称，方便以后或在别处继续。不包含文件本身。',
    save: '保存项目',
    open: '打开项目…',
    afresh: '重新开始',
    returned: '已恢复您上次的项目。',
    putAway: '页面已清空，设置保持不变。',
    other: '之前这里是另一个项目。',
    takeBack: '恢复',
    back: '项目已恢复。',
    opened: (name) => `已打开项目“${name}”。`,
    unreadable: (name) => `无法读取“${name}”。`,
    tooMany: (name, count, most) =>
      `“${name}”中同一类文件有${formatCount(count)}个，此页面最多支持${formatCount(most)}个。`,
    leftOut: '需要更正的设置不会一起保存。',
    beyond: (names) => `此项目含有页面上没有的设置项，会保留并生效：${names.join('、')}。`,
    refused: '此浏览器不允许页面保留您的项目，关闭页面后项目会丢失。请将其保存为文件。',
  },

  cache: {
    hint: '编码好的片段会保存在此浏览器中，下次生成视频更快。',
    clear: (size) => `清除缓存（${size}）`,
  },
};
