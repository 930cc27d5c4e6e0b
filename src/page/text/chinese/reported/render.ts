/** What is reported while a video is made and previewed, in errors and in the log, in Simplified Chinese. */
import type { RenderReport } from '../../english/reported/render';

export const render: Readonly<Record<RenderReport, string>> = {
  'There are no readable video clips.': '没有可以读取的视频片段。',
  'None of the clips could be encoded.': '没有任何片段能够编码。',
  'The render was cancelled.': '已取消生成。',
  'The video could not be made.': '视频生成失败。',
  'This browser cannot run the video engine: it has no WebAssembly or no Web Workers.':
    '此浏览器无法运行视频引擎：没有 WebAssembly 或 Web Worker。',
  'This browser has no canvas to draw on.': '此浏览器没有可供绘制的画布。',
  'It could not be found out how a clip is to be made.': '无法确定某个片段的生成方式。',
  'There was no memory to be had.': '无法获得内存。',
  'There is a cut instead of a transition': '转场已改为直接切换',
  'The rest of a clip is missing': '片段的其余部分缺失',
  'The last frames of a clip are missing': '某个片段缺少最后几帧',

  'The video engine could not be loaded. {+advice}': '无法加载视频引擎。{advice}',
  'Check the connection, and whether a content blocker or a firewall holds back files of 10 MB, then try again.':
    '请检查网络连接，以及广告拦截插件或防火墙是否拦截了10 MB 的文件，然后再试一次。',
  'Its download began and then stood still. Check the connection, then try again.':
    '下载开始后中断。请检查网络连接，然后再试一次。',
  'Its server does not have it. Reload the page; if that does not help, the page is not installed whole.':
    '服务器上没有该文件。请刷新页面；如果仍然无效，说明网站部署不完整。',
  'What arrived is damaged. Reload the page without its cache, then try again.':
    '收到的文件已损坏。请清除缓存并刷新页面，然后再试一次。',
  'The video engine could not be started ({why}).': '无法启动视频引擎（{why}）。',
  'The video engine took too long to start.': '视频引擎启动超时。',
  'The video engine stopped unexpectedly.': '视频引擎意外停止。',
  'The video engine stopped unexpectedly while it worked on “{name}”.': '处理“{name}”时，视频引擎意外停止。',
  'The video engine gave a senseless answer about “{name}”.': '处理“{name}”时，视频引擎返回了无效结果。',
  'What the workers need could not be loaded.': '处理进程所需的文件无法加载。',
  'The core is not there yet.': '视频引擎尚未就绪。',
  'A job came before the core was loaded.': '视频引擎加载之前收到了任务。',
  'The answer could not be read.': '无法读取返回的结果。',

  'took longer than {seconds} seconds.': '处理用时超过{seconds}秒。',
  'stood still: no progress for {seconds} seconds.': '处理停滞：{seconds}秒没有进展。',
  'waited for memory for {seconds} seconds while nothing moved. Close other tabs, or use fewer workers.':
    '等待内存{seconds}秒，其间没有任何进展。请关闭其他标签页，或减少并行任务数。',
  'There was not enough memory for “{name}”. Close other tabs and programs, then try again.':
    '处理“{name}”时内存不足。请关闭其他标签页和程序，然后再试一次。',
  'ffmpeg ran out of memory.': 'ffmpeg 内存不足。',
  'ffmpeg ended with exit code {code}: {?why}': 'ffmpeg 以退出码{code}结束：{why}',
  'no reason was logged': '日志中没有原因',

  'The browser’s video encoder failed.': '浏览器的视频编码器出错。',
  'The browser’s video encoder gave {done} of {frames} frames.':
    '浏览器的视频编码器只输出了{frames}帧中的{done}帧。',
  'The encoder wrote no video.': '编码器没有输出画面。',
  'The encoder wrote no sound.': '编码器没有输出声音。',
  'The encoder gave frame {frame} the time of frame {place}.': '编码器把第{frame}帧放到了第{place}帧的时间。',
  'The encoded clip does not begin with a key frame.': '编码后的片段没有以关键帧开头。',
  'The encoded sound is {samples} samples long, not {wanted}.':
    '编码后的声音有{samples}个采样，而不是{wanted}个。',
  'The clip of “{name}” does not fit the others: they differ in {+what}.':
    '“{name}”的片段与其他片段不一致：{what}不同。',
  'codec ({one}, {other})': '编码（{one}，{other}）',
  'size ({width}×{height}, {otherWidth}×{otherHeight})':
    '尺寸（{width}×{height}，{otherWidth}×{otherHeight}）',
  'colour ({both})': '色彩（{both}）',
  'parameter sets': '参数集',
  'The new sound does not go on where the old one stops.': '新的声音没有接上之前的声音。',

  'The finished video did not pass its check: {+why}': '成片未通过检查：{why}',
  'frame {frame} is shown at {time} s, not at {due} s.': '第{frame}帧显示于{time}秒，而不是{due}秒。',
  'it has {frames} frames, not {wanted}.': '共有{frames}帧，而不是{wanted}帧。',
  'the {+which} frame of “{name}” (frame {frame} of the video) cannot be decoded.':
    '“{name}”的{which}（视频第{frame}帧）无法解码。',
  first: '首帧',
  last: '末帧',
  'it has no picture.': '没有画面。',
  'it has sound.': '含有声音。',
  'it has no sound.': '没有声音。',
  'the picture ends at {picture} s, the sound at {sound} s.': '画面在{picture}秒结束，声音在{sound}秒结束。',

  'The preview could not be made.': '无法生成预览。',
  'The preview stopped unexpectedly.': '预览意外停止。',
  'The preview does not get on with a clip, and was closed. The video can be made all the same.':
    '预览无法处理某个片段，已关闭。视频仍可正常生成。',
  'The preview’s sound took too long.': '预览的声音处理超时。',
  'The sound is not there yet.': '声音尚未就绪。',
  'The sound could not be mixed.': '声音混合失败。',
  'There is no sound yet.': '还没有声音。',
  'This picture could not be shown.': '无法显示这个画面。',

  '{+what}: {+why}': '{what}：{why}',
  '{count} earlier events': '更早的{count}条已省略',
  'the clips’ sound': '片段原声',
  'with safer settings': '使用更稳妥的设置',
  'for one with safer settings': '换用更稳妥的设置',
  'for a usual one': '恢复常规设置',
  'it is of no use any more': '已不可用',
  'it could not be started': '无法启动',
  'the pool was closed': '全部任务已结束',
  'others need the machine': '把资源让给其他程序',
  'its memory is left to the others': '把内存让给其他任务',
  'nothing for {seconds} s': '{seconds}秒没有进展',
};
