/** What is reported of files, in Simplified Chinese. What begins without a name goes on from one. */
import type { FileReport } from '../../english/reported/files';

export const files: Readonly<Record<FileReport, string>> = {
  '“{name}” {+what}': '“{name}”{what}',
  '“{name}”: {+what}': '“{name}”：{what}',

  'is empty (0 bytes).': '是空文件（0字节）。',
  'could not be read from the disk.': '无法从磁盘读取。',
  'could not be read.': '无法读取。',
  'could not be read: it is damaged. Copy or download it again.': '无法读取：文件已损坏。请重新复制或下载。',
  'could not be read: it is damaged or cut off.': '无法读取：文件已损坏或不完整。',
  'could not be read: the browser does not get on with it.': '无法读取：浏览器无法处理此文件。',
  'is cut off: its end is missing. Copy or download it again.': '不完整，缺少结尾部分。请重新复制或下载。',
  'is not a video or audio file that can be read here.': '不是这里能读取的视频或音频文件。',
  'could not be read ({why}).': '无法读取（{why}）。',
  'could not be worked on ({why}).': '处理失败（{why}）。',
  'could not be worked on.': '处理失败。',

  'has no picture in it, only sound.': '只有声音，没有画面。',
  'has no sound in it.': '没有声音。',
  'has no length.': '没有时长。',
  'is {seconds} s long: nothing is left of it after its in point, {inPoint} s.':
    '时长{seconds}秒，起点{inPoint}秒之后已没有内容。',
  'gives less than one frame of the video.': '不足视频的一帧。',
  'has no video track.': '没有视频轨。',
  'has a video track of a kind that is not known here.': '的视频轨类型无法识别。',
  'has no picture at the wanted time.': '在所需的时间点没有画面。',
  'has no sound at the wanted time.': '在所需的时间点没有声音。',
  'has sound that cannot be decoded: it is damaged.': '的声音无法解码：文件已损坏。',

  'is encoded as {codec}, which this browser cannot decode. Try a current version of Chrome, Edge or Firefox, or convert the file to H.264 first.':
    '采用 {codec} 编码，此浏览器无法解码。请使用新版 Chrome、Edge 或 Firefox，或先将文件转换为 H.264。',
  'is encoded as {?codec}, which cannot be decoded here. Convert it to H.264 first.':
    '采用 {codec} 编码，这里无法解码。请先转换为 H.264。',
  'its codec': '无法识别的格式',
  'cannot be decoded: it is damaged or cut off.': '无法解码：文件已损坏或不完整。',
  'cannot be decoded: it is damaged or cut off ({why}).': '无法解码：文件已损坏或不完整（{why}）。',
  'cannot be decoded by the browser.': '无法由浏览器解码。',
  'ends early: {done} of {frames} frames could be decoded from {inPoint} s on. The file is damaged or cut off.':
    '提前结束：从{inPoint}秒起的{frames}帧中只能解码{done}帧。文件已损坏或不完整。',

  'is a picture of the kind {kind}, which this browser cannot show. Save it as JPEG or PNG first.':
    '是此浏览器无法显示的 {kind} 图片。请先另存为 JPEG 或 PNG。',
  'cannot be shown: it is damaged, or not the kind of picture that its name says.':
    '无法显示：文件已损坏，或图片类型与扩展名不符。',
  'is a picture that this browser cannot show.': '是此浏览器无法显示的图片。',
  'is a drawing that this browser cannot show.': '是此浏览器无法显示的矢量图。',
  'could not be drawn: it is damaged, or too large.': '无法绘制：图片已损坏或过大。',

  'cannot be read as a font: it is damaged, or not a TTF, OTF, WOFF or WOFF2 file.':
    '无法作为字体读取：文件已损坏，或不是 TTF、OTF、WOFF、WOFF2 文件。',
  'The font file cannot be read: it is damaged, or not a TTF, OTF, WOFF or WOFF2 file.':
    '无法读取字体文件：文件已损坏，或不是 TTF、OTF、WOFF、WOFF2 文件。',
  'The font of the captions could not be loaded. Check the connection, then try again.':
    '无法加载字幕字体。请检查网络连接，然后再试一次。',

  'is too large for a subtitle file (over 20 MiB).': '作为字幕文件过大（超过20 MiB）。',
  'has no subtitles in it (SRT, WebVTT or ASS).': '中没有字幕（SRT、WebVTT 或 ASS）。',
  'has no subtitle that can be used: the first{+line}, {+why}.': '中没有可用的字幕：第一条{line}{why}。',
  ', line {line}': '（第{line}行）',
  'has times that cannot be read': '时间码无法识别',
  'has no times': '缺少时间码',
  'does not end after it begins': '结束时间不晚于开始时间',
  'has no text': '没有文字',
  '{more} more were skipped': '另有{more}条已略过',
  'There is no encoding “{label}”. Common ones are utf-8, gb18030, big5, shift_jis, euc-kr and windows-1252.':
    '不存在名为“{label}”的文字编码。常用的有 utf-8、gb18030、big5、shift_jis、euc-kr 和 windows-1252。',
};
