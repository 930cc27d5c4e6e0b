/** Every word of the page in Simplified Chinese, as video editors there say it. */
import type {
  EngineChoice,
  EngineName,
  ErrorCategory,
  Fit,
  KenBurns,
  Mode,
  RenderStage,
  Size,
  SourceProblem,
  SubtitleFormat,
  SubtitleProblem,
  Transition,
} from '../../../render';
import type { Container, Quality, VideoCodec } from '../../../shared/encoding';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatNumber,
  formatSize,
  formatTimeLeft,
} from '../../format';
import { flow } from '../chinese/flow';
import { timeline } from '../chinese/timeline';
import type { Words } from '../language.svelte';

const percent = (share: number): string => `${formatCount(Math.round(share * 100))}%`;

const clipCount = (count: number): string => `${formatCount(count)}个片段`;
const fileCount = (count: number): string => `${formatCount(count)}个文件`;
const cueCount = (count: number): string => `${formatCount(count)}条字幕`;

const stages: Record<RenderStage, string> = {
  reading: '正在读取文件',
  encoding: '正在编码片段',
  finishing: '正在合成视频',
  checking: '正在检查成片',
  done: '已完成',
};

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

const containers: Record<Container, string> = { mp4: 'MP4', webm: 'WebM' };

const codecs: Record<VideoCodec, string> = { h264: 'H.264', hevc: 'HEVC', av1: 'AV1', vp9: 'VP9' };

const modes: Record<Mode, string> = {
  random: '随机排列，使用全部内容',
  sequential: '按列表顺序，只用开头',
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
  'slide-over': '下一段滑动覆盖',
};

const kenBurns: Record<KenBurns, string> = {
  in: '缓慢推近',
  out: '缓慢拉远',
  pan: '缓慢平移',
  none: '静止',
};

const engines: Record<EngineChoice, string> = {
  auto: '自动选择本机最快的方式',
  ffmpeg: 'ffmpeg（文件更小，在任何电脑上结果相同）',
  webcodecs: '浏览器自带的编码器',
  copy: '直接复制已符合要求的片段',
};

const engineNames: Record<EngineName, string> = {
  ffmpeg: 'ffmpeg',
  webcodecs: '浏览器自带的编码器',
  copy: '直接复制',
};

const categories: Record<ErrorCategory, string> = {
  'unreadable-source': '文件无法读取',
  'unsupported-codec': '格式无法解码',
  timeout: '超时',
  stalled: '进度停滞',
  'worker-lost': '处理进程意外退出',
  'out-of-memory': '内存不足',
  'wrong-output': '输出与预期不符',
  'encoder-failed': '浏览器的视频编码器出错',
  cancelled: '已取消',
  resource: '等待内存或处理进程的时间过长',
  'invalid-settings': '设置无效',
  internal: 'Cliploom 内部错误',
};

/** What went wrong and what to do; `file` is the file that it is about, in quotes, or empty. */
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
  `${failures[category](name === null ? '' : `“${name}”`)}（${original}）`;

const codecNames: Readonly<Record<string, string>> = {
  ...{ avc: 'H.264', hevc: 'H.265', vp9: 'VP9', av1: 'AV1' },
  ...{ aac: 'AAC', opus: 'Opus' },
};

const subtitleFormats: Record<SubtitleFormat, string> = { srt: 'SRT', vtt: 'WebVTT', ass: 'ASS' };

const encodings: Words['subtitles']['encodings'] = [
  ['utf-8', 'Unicode（UTF-8）'],
  ['utf-16le', 'Unicode（UTF-16）'],
  ['utf-16be', 'Unicode（UTF-16，大端序）'],
  ['gb18030', '简体中文（GB18030）'],
  ['big5', '繁体中文（Big5）'],
  ['shift_jis', '日文（Shift JIS）'],
  ['euc-jp', '日文（EUC-JP）'],
  ['euc-kr', '韩文（EUC-KR）'],
  ['windows-1256', '阿拉伯文（Windows-1256）'],
  ['windows-1257', '波罗的海文（Windows-1257）'],
  ['windows-1250', '中欧语言（Windows-1250）'],
  ['iso-8859-2', '中欧语言（ISO 8859-2）'],
  ['windows-1251', '西里尔文（Windows-1251）'],
  ['koi8-r', '西里尔文（KOI8-R）'],
  ['windows-1253', '希腊文（Windows-1253）'],
  ['windows-1255', '希伯来文（Windows-1255）'],
  ['windows-874', '泰文（Windows-874）'],
  ['windows-1254', '土耳其文（Windows-1254）'],
  ['windows-1258', '越南文（Windows-1258）'],
  ['windows-1252', '西欧语言（Windows-1252）'],
];

const text: Words = {
  title: 'Cliploom：用片段和配音合成一个视频',
  titleRunning: (percent) => `${percent}% – Cliploom`,
  name: 'Cliploom',
  language: '语言',
  languageMissing: '无法加载该语言。请检查网络连接，然后重新选择。',
  tagline: '在浏览器里把片段和配音合成一个视频，文件不会上传。',

  unsupported: {
    heading: '此浏览器无法生成视频',
    body: 'Cliploom 需要 WebAssembly 和 Web Worker，而此浏览器不提供。请使用新版 Chrome、Edge、Firefox 或 Safari。如果您用的正是这些浏览器，可能是某项安全设置或扩展程序将其关闭了。',
  },
  ...flow,
  timeline,
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
    samplesMalformed: '示例列表缺失或已损坏。',
    locked: '视频完成或取消后才能继续添加文件。',
    clipsAdded: (count) => `已添加${clipCount(count)}。`,
    voiceOverSet: (name) => `“${name}”已设为配音。`,
    musicSet: (name) => `“${name}”已设为音乐。`,
    subtitlesSet: (name) => `“${name}”已设为字幕。`,
    fontSet: (name) => `“${name}”已设为字幕字体。`,
  },

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

  sound: {
    heading: '声音',
    voiceVolume: (factor) => `配音音量：${percent(factor)}`,
    voiceGap: '配音之间的停顿（秒）',
    musicVolume: (factor) => `音乐音量：${percent(factor)}`,
    clipVolume: (factor) => (factor === 0 ? '片段原声：不使用' : `片段原声：${percent(factor)}`),
    duck: '有人声时自动降低音乐和原声',
    even: (target) => `统一为常用响度（−${formatCount(Math.abs(target))} LUFS）`,
  },

  subtitles: {
    heading: '字幕',
    none: 'SRT、WebVTT 或 ASS 文件，可按您喜欢的样式显示在视频上。',
    choose: '选择字幕…',
    replace: '替换…',
    remove: (name) => `移除字幕“${name}”`,
    removed: '已移除字幕。',
    found: (count, format, encoding) => `${cueCount(count)}，${subtitleFormats[format]}，${encoding}`,
    encoding: '文字编码',
    encodingHint: '如果出现乱码，请换一种编码。',
    encodings,
    guessed: (encoding) => (encoding === null ? '自动识别' : `自动识别：${encoding}`),
    drawn: '烧录到画面上',
    soft: '添加可在播放器中开关的字幕轨',
    skipped: (count) => `${cueCount(count)}已损坏，已略过`,
    problem: ({ line, reason }: SubtitleProblem) => (line === null ? reason : `第${line}行：${reason}`),
  },

  captions: {
    heading: '字幕样式',
    preview: '字幕效果预览',
    previewHint: '与视频中的效果一致。',
    sample: '字幕效果就是这样',
    font: '字体',
    fontProblem: '请输入一个字体名称，多个名称用英文逗号分隔。',
    fontHint: '由第一个包含该文字的字体显示。页面自带 Inter 字体。',
    fontFile: (name) => `字体文件：${name}`,
    noFontFile: '也可以使用自己的字体文件（TTF、OTF、WOFF2）：',
    chooseFont: '选择字体文件…',
    replaceFont: '替换…',
    fontRemoved: '已移除字体文件。',
    bold: '加粗',
    size: '字号',
    sizeHint: '以短边为1080像素的视频为准。',
    color: '文字颜色',
    strokeWidth: '描边粗细',
    strokeHint: '0表示无描边。',
    strokeColor: '描边颜色',
    box: '文字背景',
    boxes: { none: '无', plain: '直角', rounded: '圆角' },
    boxColor: '背景颜色',
    boxOpacity: (share) => `背景不透明度：${percent(share)}`,
    place: '位置',
    places: {
      bottom: '底部',
      top: '顶部',
      center: '居中',
      'two-thirds': '距底部三分之二处',
      custom: '自定义',
    },
    percent: '文字中心的位置（距顶部百分比）',
    percentHint: '与各边至少保持5%的距离。',
    animation: '入场动画',
    animations: { none: '无', spring: '弹入' },
    highlight: '高亮正在说的词（需要文件带有逐词时间）',
    highlightColor: '高亮颜色',
  },

  watermark: {
    heading: '水印',
    none: '一张图片（例如标志），显示在整个视频上。',
    choose: '选择图片…',
    replace: '替换…',
    set: (name) => `“${name}”已设为水印。`,
    remove: (name) => `移除水印“${name}”`,
    removed: '已移除水印。',
    unreadable: (name) => `此浏览器无法显示图片“${name}”。请换一张。`,
    corner: '位置',
    corners: {
      'top-left': '左上角',
      'top-right': '右上角',
      'bottom-left': '左下角',
      'bottom-right': '右下角',
    },
    size: (value) => `宽度：视频宽度的${formatCount(value)}%`,
    margin: (value) => `边距：${formatCount(value)}%`,
    opacity: (share) => `不透明度：${percent(share)}`,
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
    kenBurns: '缓慢运镜',
    fit: '此片段的画面适配',
    transition: '此片段的转场',
    outBeforeIn: '终点必须在起点之后。',
    inAfterEnd: (seconds) => `此片段只有${formatDuration(seconds)}长。`,
  },

  settings: {
    heading: '设置',
    shape: '画面比例',
    shapes: (name: string, size: Size) => `${name}（${formatSize(size)}）`,
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
    clipDuration: '片段最长时长（秒）',
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

  cache: {
    hint: '编码好的片段会保存在此浏览器中，下次生成视频更快。',
    clear: (size) => `清除缓存（${size}）`,
  },

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

  log: {
    heading: (count) => `日志（${formatCount(count)}条）`,
    latest: (count) => `最近${formatCount(count)}条：`,
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

export default text;
