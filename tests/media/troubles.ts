import { readFileSync, writeFileSync } from 'node:fs';
import { keptFile } from './fixtures';
import { hideColours } from './hideColours';
import { runFfmpeg } from './runFfmpeg';
import { setTrackMatrix, type TrackMatrix } from './trackMatrix';

/** A small file with one of the troubles that people's files have. */
export interface Trouble {
  /** Its ending decides the container. */
  readonly name: string;
  /** Writes it with native ffmpeg. */
  readonly make: (path: string) => Promise<void>;
  /**
   * Filters that make the right picture, in BT.709 and limited range, of what native ffmpeg decodes and turns upright.
   * Default: from BT.601, for which small pictures without a tag are taken.
   */
  readonly rightPicture?: string;
  /** The video stream that is to be seen. Default the first. */
  readonly stream?: number;
  /** Frames that come out at 30 a second. Default 30. */
  readonly frames?: number;
  /** Writes the same pictures for native ffmpeg, where that cannot read the file itself. */
  readonly makeReadable?: (path: string) => Promise<void>;
}

const fromMatrix = (matrix: string, range = 'tv'): string =>
  `scale=in_color_matrix=${matrix}:in_range=${range}:out_color_matrix=bt709:out_range=tv,format=yuv420p`;
const fromHdr = (transfer: string): string =>
  [
    `zscale=tin=${transfer}:pin=bt2020:min=bt2020nc:rin=tv:t=linear:npl=100,format=gbrpf32le`,
    'zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p',
  ].join(',');
export const UNTAGGED = fromMatrix('bt601');

/** Moving and colourful, but soft: scalers differ at hard edges. */
const scene = (size = '320x240', more = '', rate = 30, seconds = 1): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds},gblur=sigma=1.5${more}`],
];
const TONE = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1'];

const H264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '10', '-g', '15'];
const H264_420 = [...H264, '-pix_fmt', 'yuv420p'];
const hevc = (more = ''): string[] => [
  ...['-c:v', 'libx265', '-preset', 'ultrafast', '-tag:v', 'hvc1'],
  ...['-x265-params', `crf=10:keyint=15:log-level=error${more}`],
];
const GOOD = ['-q:v', '2', '-g', '15'];

const encoded =
  (args: readonly string[], input: readonly string[] = scene()) =>
  async (path: string): Promise<void> => {
    await runFfmpeg([...input, ...args, path]);
  };

/** Two seconds of H.264, and a copy of them in which times are changed. */
const copied =
  (args: readonly string[], before: readonly string[] = [], encode: readonly string[] = H264_420) =>
  async (path: string): Promise<void> => {
    const whole = `${path}.whole.mkv`;
    await runFfmpeg([...scene('320x240', '', 30, 2), ...encode, whole]);
    await runFfmpeg([...before, '-i', whole, '-c', 'copy', ...args, path]);
  };

const placed =
  (matrix: TrackMatrix, encode: readonly string[] = H264_420) =>
  async (path: string): Promise<void> => {
    await encoded(encode)(path);
    setTrackMatrix(path, matrix);
  };

/** Two seconds of an MPEG transport stream from the middle of its first group of pictures on. */
const withoutItsBegin =
  (x264Params: string) =>
  async (path: string): Promise<void> => {
    const params = ['-g', '20', '-x264-params', `scenecut=0:${x264Params}`];
    await runFfmpeg([...scene('320x240', '', 30, 2), ...H264_420, ...params, path]);
    const bytes = readFileSync(path);
    const packets = Math.floor(bytes.byteLength / 188);
    writeFileSync(path, bytes.subarray(Math.floor(packets * 0.15) * 188));
  };

const colours = (primaries: string, transfer: string, matrix: string): string[] => [
  ...['-color_primaries', primaries, '-color_trc', transfer, '-colorspace', matrix],
];
/** With white at 400 cd/m²: highlights to roll off, but no colours at BT.709's edge, where zimg's results depend on the machine. */
const hdr = (transfer: string): string[] => [
  ...['-vf', `hue=s=0.6,zscale=tin=709:min=170m:pin=709:rin=limited:t=${transfer}:m=2020_ncl:p=2020:npl=400`],
  ...['-pix_fmt', 'yuv420p10le', ...colours('bt2020', transfer, 'bt2020nc')],
  ...hevc(`:colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc`),
];
/** Only the codec's own headers say what it is: a transport stream's, or what is left without the container's. */
const hdrInCodec =
  (transfer: string) =>
  async (path: string): Promise<void> => {
    await encoded(hdr(transfer))(path);
    if (!path.endsWith('.ts')) hideColours(path);
  };
/** A wider gamut with the usual brightness. */
const wideGamut = (primaries: string, matrix: string, bits: string): string[] => [
  ...[
    '-vf',
    `hue=s=0.7,zscale=tin=709:min=170m:pin=709:rin=limited:t=709:p=${primaries}:m=${matrix}:r=limited`,
  ],
  ...['-pix_fmt', bits],
];
const fromGamut = (primaries: string, matrix: string): string =>
  `zscale=pin=${primaries}:tin=709:min=${matrix}:rin=limited:p=709:t=709:m=709:r=limited,format=yuv420p`;
/** Fields of different times, woven into pictures. */
const FIELDS = scene('320x240', ',scroll=horizontal=0.01,tinterlace=mode=interleave_top', 60);
const INTERLACED = ['-flags', '+ildct+ilme', '-top', '1'];
const WHOLE_PICTURES = `bwdif=mode=send_frame,${UNTAGGED}`;

const TURNED: readonly Trouble[] = [
  { name: 'turned by 90.mp4', make: placed([0, 1, -1, 0]) },
  { name: 'turned by 180.mp4', make: placed([-1, 0, 0, -1]) },
  { name: 'turned by 270.mp4', make: placed([0, -1, 1, 0]) },
  { name: 'mirrored.mp4', make: placed([-1, 0, 0, 1]) },
  { name: 'upside down.mp4', make: placed([1, 0, 0, -1]) },
  { name: 'turned by 90 and mirrored.mp4', make: placed([0, 1, 1, 0]) },
  { name: 'turned by 270 and mirrored.mp4', make: placed([0, -1, -1, 0]) },
];

const SHAPES: readonly Trouble[] = [
  { name: 'sar 2 to 1.mp4', make: encoded([...H264_420, '-vf', 'setsar=2'], scene('160x240')) },
  { name: 'sar 2 to 1.mkv', make: encoded([...H264_420, '-vf', 'setsar=2'], scene('160x240')) },
  { name: 'sar 2 to 1.ts', make: encoded([...H264_420, '-vf', 'setsar=2'], scene('160x240')) },
  { name: 'dvd.mpg', make: encoded(['-c:v', 'mpeg2video', ...GOOD, '-aspect', '4:3'], scene('352x240')) },
  { name: 'odd sides.mp4', make: encoded([...H264, '-pix_fmt', 'yuv444p'], scene('321x241')) },
  { name: 'odd sides.webm', make: encoded(['-c:v', 'libvpx', '-b:v', '4M'], scene('321x241')) },
  { name: 'odd sides.avi', make: encoded(['-c:v', 'mpeg4', ...GOOD], scene('321x241')) },
  { name: 'cropped.mp4', make: encoded(H264_420, scene('318x238')) },
  { name: 'cropped.ts', make: encoded(H264_420, scene('318x238')) },
  { name: 'cropped.mkv', make: encoded(hevc(), scene('318x238', ',format=yuv420p')) },
];

const COLOURS: readonly Trouble[] = [
  { name: 'h264 10 bit.mp4', make: encoded([...H264, '-pix_fmt', 'yuv420p10le']) },
  { name: 'hevc 10 bit.mp4', make: encoded(['-pix_fmt', 'yuv420p10le', ...hevc()]) },
  { name: '4 2 2.mp4', make: encoded([...H264, '-pix_fmt', 'yuv422p']) },
  { name: '4 4 4.mp4', make: encoded([...H264, '-pix_fmt', 'yuv444p']) },
  {
    name: 'rgb.mp4',
    make: encoded(['-c:v', 'libx264rgb', '-crf', '8', '-preset', 'veryfast', '-pix_fmt', 'rgb24']),
    rightPicture: 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p',
  },
  {
    name: 'full range.mp4',
    make: encoded([...H264, '-vf', 'scale=out_range=pc', '-pix_fmt', 'yuvj420p', '-color_range', 'pc']),
    rightPicture: fromMatrix('bt601', 'pc'),
  },
  {
    name: 'bt601.mp4',
    make: encoded([...H264_420, ...colours('smpte170m', 'smpte170m', 'smpte170m')]),
  },
  { name: 'untagged.mp4', make: encoded(H264_420) },
  {
    name: 'bt709.mp4',
    make: encoded([
      ...[...H264_420, '-vf', 'scale=out_color_matrix=bt709'],
      ...colours('bt709', 'bt709', 'bt709'),
    ]),
    rightPicture: fromMatrix('bt709'),
  },
  {
    name: 'bt709.ts',
    make: encoded([
      ...[...H264_420, '-vf', 'scale=out_color_matrix=bt709'],
      ...colours('bt709', 'bt709', 'bt709'),
    ]),
    rightPicture: fromMatrix('bt709'),
  },
  { name: 'hdr10.mp4', make: encoded(hdr('smpte2084')), rightPicture: fromHdr('smpte2084') },
  { name: 'hdr10.mkv', make: encoded(hdr('smpte2084')), rightPicture: fromHdr('smpte2084') },
  {
    name: 'hdr10 in the codec only.mp4',
    make: hdrInCodec('smpte2084'),
    rightPicture: fromHdr('smpte2084'),
  },
  {
    name: 'hdr10 in the codec only.mkv',
    make: hdrInCodec('smpte2084'),
    rightPicture: fromHdr('smpte2084'),
  },
  {
    name: 'hdr10 in the codec only.ts',
    make: hdrInCodec('smpte2084'),
    rightPicture: fromHdr('smpte2084'),
  },
  {
    name: 'hlg in the codec only.ts',
    make: hdrInCodec('arib-std-b67'),
    rightPicture: fromHdr('arib-std-b67'),
  },
  {
    name: 'bt2020.mp4',
    make: encoded([
      ...[...H264, ...wideGamut('bt2020', '2020_ncl', 'yuv420p')],
      ...colours('bt2020', 'bt709', 'bt2020nc'),
    ]),
    rightPicture: fromGamut('bt2020', '2020_ncl'),
  },
  {
    name: 'bt2020 10 bit.mkv',
    make: encoded([
      ...[...wideGamut('bt2020', '2020_ncl', 'yuv420p10le'), ...colours('bt2020', 'bt2020-10', 'bt2020nc')],
      ...hevc(':colorprim=bt2020:transfer=bt2020-10:colormatrix=bt2020nc'),
    ]),
    rightPicture: fromGamut('bt2020', '2020_ncl'),
  },
  {
    name: 'display p3.mov',
    make: encoded([
      ...[...H264, ...wideGamut('smpte432', '709', 'yuv420p')],
      ...colours('smpte432', 'bt709', 'bt709'),
    ]),
    rightPicture: fromGamut('smpte432', '709'),
  },
  { name: 'hlg.mp4', make: encoded(hdr('arib-std-b67')), rightPicture: fromHdr('arib-std-b67') },
];

const FIELDED: readonly Trouble[] = [
  {
    name: 'interlaced.mp4',
    make: encoded([...H264_420, ...INTERLACED, '-x264-params', 'tff=1'], FIELDS),
    rightPicture: WHOLE_PICTURES,
  },
  {
    name: 'interlaced.mpg',
    make: encoded(['-c:v', 'mpeg2video', ...GOOD, ...INTERLACED], FIELDS),
    rightPicture: WHOLE_PICTURES,
  },
  {
    name: 'interlaced.mov',
    make: encoded(['-c:v', 'prores_ks', '-pix_fmt', 'yuv422p10le', ...INTERLACED], FIELDS),
    rightPicture: WHOLE_PICTURES,
  },
];

const TIMES: readonly Trouble[] = [
  {
    name: 'variable rate.mp4',
    make: encoded([...H264_420, '-vf', "select='lt(n,10)+not(mod(n,3))+eq(n,29)'", '-fps_mode', 'vfr']),
  },
  { name: 'edit list.mp4', make: copied([], ['-ss', '0.7']) },
  { name: 'begins at 5 s.mp4', make: copied(['-output_ts_offset', '5']) },
  { name: 'begins at 5 s.mkv', make: copied(['-output_ts_offset', '5']) },
  { name: 'begins at 5 s.ts', make: copied(['-output_ts_offset', '5']) },
  {
    name: 'begins before 0.mp4',
    make: copied(['-output_ts_offset', '-0.5', '-avoid_negative_ts', 'disabled']),
  },
  { name: 'begins without a key frame.ts', make: withoutItsBegin('open-gop=0') },
  { name: 'recovery points only.ts', make: withoutItsBegin('open-gop=1:bframes=2:b-adapt=0') },
  { name: 'one frame.mp4', make: encoded([...H264_420, '-frames:v', '1']), frames: 1 },
  {
    name: 'sound begins later.mp4',
    make: encoded([...H264_420, '-c:a', 'aac'], [...scene(), '-itsoffset', '0.5', ...TONE]),
  },
  {
    name: 'sound begins earlier.mp4',
    make: encoded([...H264_420, '-c:a', 'aac'], [...TONE, '-itsoffset', '0.4', ...scene()]),
  },
  { name: 'live.webm', make: encoded(['-c:v', 'libvpx', '-b:v', '4M', '-f', 'webm', '-live', '1']) },
  { name: 'fragmented.mp4', make: encoded([...H264_420, '-movflags', 'frag_keyframe+empty_moov']) },
  {
    name: 'two pictures.mkv',
    make: encoded(
      [
        ...['-map', '0:v', '-map', '1:v', ...H264_420],
        ...['-disposition:v:0', '0', '-disposition:v:1', 'default'],
      ],
      [...scene('160x120'), ...scene('320x240', ',hue=h=90')],
    ),
    stream: 1,
  },
];

const CODECS: readonly Trouble[] = [
  { name: 'h264.mov', make: encoded(H264_420) },
  { name: 'h264.m4v', make: encoded(H264_420) },
  { name: 'h264.3gp', make: encoded(H264_420) },
  { name: 'h264.flv', make: encoded(H264_420) },
  { name: 'h264.avi', make: encoded([...H264_420, '-bf', '0']) },
  { name: 'hevc.ts', make: encoded(['-pix_fmt', 'yuv420p', ...hevc()]) },
  { name: 'vp8.webm', make: encoded(['-c:v', 'libvpx', '-b:v', '4M']) },
  {
    name: 'vp9.webm',
    make: encoded(['-c:v', 'libvpx-vp9', '-b:v', '4M', '-cpu-used', '8', '-pix_fmt', 'yuv420p']),
  },
  { name: 'mpeg4.mp4', make: encoded(['-c:v', 'mpeg4', ...GOOD]) },
  { name: 'mpeg4.avi', make: encoded(['-c:v', 'mpeg4', ...GOOD, '-bf', '2']) },
  { name: 'msmpeg4.avi', make: encoded(['-c:v', 'msmpeg4', ...GOOD]) },
  { name: 'mpeg2.ts', make: encoded(['-c:v', 'mpeg2video', ...GOOD]) },
  { name: 'mpeg2.mpg', make: encoded(['-c:v', 'mpeg2video', ...GOOD]) },
  { name: 'mpeg2.mkv', make: encoded(['-c:v', 'mpeg2video', ...GOOD]) },
  {
    name: 'mjpeg.mov',
    make: encoded(['-c:v', 'mjpeg', '-q:v', '2', '-pix_fmt', 'yuvj420p']),
    rightPicture: fromMatrix('bt601', 'pc'),
  },
  {
    name: 'mjpeg.avi',
    make: encoded(['-c:v', 'mjpeg', '-q:v', '2', '-pix_fmt', 'yuvj420p']),
    rightPicture: fromMatrix('bt601', 'pc'),
  },
  { name: 'prores.mov', make: encoded(['-c:v', 'prores', '-pix_fmt', 'yuv422p10le']) },
  { name: 'theora.ogv', make: encoded(['-c:v', 'libtheora', '-q:v', '10', '-pix_fmt', 'yuv420p']) },
  { name: 'flv1.flv', make: encoded(['-c:v', 'flv', ...GOOD]) },
  { name: 'wmv2.wmv', make: encoded(['-c:v', 'wmv2', ...GOOD]) },
  { name: 'h263.3gp', make: encoded(['-c:v', 'h263', ...GOOD], scene('352x288')) },
];

const AV1 = ['-c:v', 'libsvtav1', '-preset', '10', '-crf', '10', '-g', '15', '-pix_fmt', 'yuv420p'];
const TO_709 = 'scale=out_color_matrix=bt709:out_range=tv';
const AV1_709 = [...['-vf', TO_709], ...[...AV1, ...colours('bt709', 'bt709', 'bt709')]];
const AV1_10 = [
  ...['-vf', TO_709, ...colours('bt709', 'bt709', 'bt709')],
  ...['-c:v', 'libaom-av1', '-cpu-used', '8', '-crf', '10', '-g', '15', '-pix_fmt', 'yuv420p10le'],
];
const UNEVEN = "select='lt(n,10)+not(mod(n,3))+eq(n,29)'";
const LOSSLESS = ['-c:v', 'ffv1', '-pix_fmt', 'bgr0'];
/** Half of it can be seen through. Over black, which is what is seen through it. */
const HALF_THERE = "format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='255*(0.5+0.5*lt(X,W/2))'";
const OVER_BLACK = `${HALF_THERE},premultiply=inplace=1,format=rgb24`;
const FROM_RGB = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';

/** What the core cannot decode, and the browser can. */
const BROWSERS: readonly Trouble[] = [
  { name: 'av1.mp4', make: encoded(AV1_709), rightPicture: fromMatrix('bt709') },
  { name: 'av1.webm', make: encoded(AV1_709), rightPicture: fromMatrix('bt709') },
  { name: 'av1.mkv', make: encoded(AV1_709), rightPicture: fromMatrix('bt709') },
  // To browsers, AV1 that does not name its matrix is BT.709, however small.
  { name: 'av1 untagged.mp4', make: encoded(['-vf', TO_709, ...AV1]), rightPicture: fromMatrix('bt709') },
  { name: 'av1 10 bit.mp4', make: encoded(AV1_10), rightPicture: fromMatrix('bt709') },
  {
    name: 'av1 turned by 90 and mirrored.mp4',
    make: placed([0, 1, 1, 0], AV1_709),
    rightPicture: fromMatrix('bt709'),
  },
  {
    name: 'av1 variable rate.mp4',
    make: encoded([...AV1_709, '-vf', `${UNEVEN},${TO_709}`, '-fps_mode', 'vfr']),
    rightPicture: fromMatrix('bt709'),
  },
  {
    name: 'av1 60 a second.mp4',
    make: encoded(AV1_709, scene('320x240', '', 60)),
    rightPicture: fromMatrix('bt709'),
  },
  {
    name: 'av1 larger.mp4',
    make: encoded(AV1_709, scene('1280x960', ',gblur=sigma=4')),
    rightPicture: fromMatrix('bt709'),
  },
  {
    name: 'av1 begins at 5 s.mkv',
    make: copied(['-output_ts_offset', '5'], [], AV1_709),
    rightPicture: fromMatrix('bt709'),
  },
  {
    name: 'animated.png',
    make: encoded(['-vf', UNEVEN, '-fps_mode', 'vfr', '-f', 'apng']),
    rightPicture: FROM_RGB,
  },
  { name: 'animated.apng', make: encoded(['-vf', UNEVEN, '-fps_mode', 'vfr']), rightPicture: FROM_RGB },
  {
    name: 'animated.webp',
    make: encoded(['-vf', UNEVEN, '-fps_mode', 'vfr', '-c:v', 'libwebp_anim', '-lossless', '1']),
    makeReadable: encoded(['-vf', UNEVEN, '-fps_mode', 'vfr', ...LOSSLESS]),
    rightPicture: FROM_RGB,
  },
  {
    name: 'animated and transparent.webp',
    make: encoded(['-vf', HALF_THERE, '-c:v', 'libwebp_anim', '-lossless', '1']),
    makeReadable: encoded(['-vf', OVER_BLACK, ...LOSSLESS]),
    rightPicture: FROM_RGB,
  },
  {
    name: 'animated.avif',
    make: encoded([...AV1_709, '-vf', `${UNEVEN},${TO_709}`, '-fps_mode', 'vfr']),
    rightPicture: fromMatrix('bt709'),
  },
];

/** Its files are made once for all tests. */
const kept = (trouble: Trouble): Trouble => {
  const { name, make, makeReadable } = trouble;
  return {
    ...trouble,
    make: (path) => keptFile(path, ['trouble', name], make),
    ...(makeReadable && {
      makeReadable: (path) => keptFile(path, ['trouble, readable', name], makeReadable),
    }),
  };
};

export const TROUBLES: readonly Trouble[] = [
  ...TURNED,
  ...SHAPES,
  ...COLOURS,
  ...FIELDED,
  ...TIMES,
  ...CODECS,
  ...BROWSERS,
].map(kept);

/** A codec that the core cannot decode. */
export const makeAv1 = encoded(AV1);
