/** Names that are said in several places, in Simplified Chinese. */
import type { EngineName, ErrorCategory, RenderStage } from '../../../render';
import type { Container, VideoCodec } from '../../../shared/encoding';

export const containers: Record<Container, string> = { mp4: 'MP4', webm: 'WebM' };

export const codecs: Record<VideoCodec, string> = { h264: 'H.264', hevc: 'HEVC', av1: 'AV1', vp9: 'VP9' };

export const engineNames: Record<EngineName, string> = {
  ffmpeg: 'ffmpeg',
  webcodecs: '浏览器自带的编码器',
  copy: '直接复制',
};

export const stages: Record<RenderStage, string> = {
  reading: '正在读取文件',
  encoding: '正在编码片段',
  finishing: '正在合成视频',
  checking: '正在检查成片',
  done: '已完成',
};

export const categories: Record<ErrorCategory, string> = {
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
