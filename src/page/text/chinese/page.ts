/** Words of the page as a whole: its head, and what a browser or a host lacks, in Simplified Chinese. */
import type { Words } from '../language.svelte';

export const page: Pick<
  Words,
  | 'title'
  | 'titleRunning'
  | 'name'
  | 'language'
  | 'languageMissing'
  | 'tagline'
  | 'unsupported'
  | 'removeShort'
  | 'partMissing'
  | 'notIsolated'
  | 'hosting'
> = {
  title: 'Cliploom：用片段和配音合成一个视频',
  titleRunning: (percent) => `${percent}% – Cliploom`,
  name: 'Cliploom',
  language: '语言',
  languageMissing: '无法加载该语言。请检查网络连接，然后重新选择。',
  tagline: '在浏览器里把片段和配音合成一个视频，文件不会上传。',

  unsupported: {
    heading: '此浏览器无法生成视频',
    body: (missing) =>
      `Cliploom 需要此浏览器未提供的功能：${missing.join('、')}。请使用新版 Chrome、Edge、Firefox 或 Safari。如果您用的正是这些浏览器，可能是某项安全设置或扩展程序将其关闭了。`,
  },
  removeShort: '移除',
  partMissing: '页面有一部分未能加载。请检查网络连接并刷新页面；已添加的内容需要重新添加。',
  notIsolated:
    '此页面缺少浏览器在线程间共享内存所要求的两个响应头（跨源隔离）。所有功能仍可使用，但每个并行任务只有一个线程，生成视频需要更长时间。',

  hosting: {
    reasons: {
      insecure: '通过 HTTPS 或 localhost 访问时，页面可以自行解决。',
      unsupported:
        '页面可以借助 Service Worker 自行解决，但此浏览器在这里不提供该功能。在无痕窗口中通常如此。',
      refused:
        '页面可以借助 Service Worker 自行解决，但未能安装。无痕窗口、严格的隐私设置，或页面有一部分无法加载，都可能造成这种情况。',
      ineffective: '页面已借助 Service Worker 尝试解决，但此浏览器不接受由它提供的响应头。',
    },
    offered: '重新加载此页面后，将使用更多线程生成视频。',
    reload: '重新加载',
    update: 'Cliploom 有新版本可用。',
    takeUpdate: '立即更新',
    updateLater: '视频完成或取消后即可更新。',
    projectStays: '您的项目会保留；浏览器无法保存的文件需要重新提供。',
    offline: 'Cliploom 已保存到此浏览器，离线时也能使用。',
  },
};
