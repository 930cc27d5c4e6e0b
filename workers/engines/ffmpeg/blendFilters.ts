import type { Blend, ClipJob, Side } from '../../../src/shared/jobs';

/** The xfade filter's names of wipes: by where the edge goes to. */
const WIPES: Record<Side, string> = {
  left: 'wiperight',
  right: 'wipeleft',
  top: 'wipedown',
  bottom: 'wipeup',
};

/**
 * The filter counts from a first frame without a share of the next picture; here each frame has one of both, since whole
 * pictures stand before and after. So it begins a frame early and lasts one longer.
 */
const xfade = (name: string, { frames, fps }: ClipJob): string =>
  `xfade=transition=${name}:duration=${((frames + 1) / fps).toFixed(6)}:offset=${(-1 / fps).toFixed(6)}`;

/**
 * From 1 to 0 over the clip, eased at both ends: how far the next picture is away from its place. The overlay filter
 * counts frames from 1.
 */
const distance = ({ frames }: ClipJob): string => `(0.5+0.5*cos(PI*n/${frames + 1}))`;

const slideOver = (side: Side, job: ClipJob): string => {
  const away = distance(job);
  const { width, height } = job.size;
  const [x, y] = {
    left: [`-${width}*${away}`, '0'],
    right: [`${width}*${away}`, '0'],
    top: ['0', `-${height}*${away}`],
    bottom: ['0', `${height}*${away}`],
  }[side];
  return `overlay=x='${x}':y='${y}':format=yuv420`;
};

/** Joins the chains of two pictures, given as pads, into one. */
export const blendFilters = (blend: Blend, job: ClipJob, first: string, next: string): string => {
  switch (blend.kind) {
    case 'crossfade':
      return `${first}${next}${xfade('fade', job)}`;
    case 'wipe':
      return `${first}${next}${xfade(WIPES[blend.side], job)}`;
    case 'slide-over':
      return `${first}${next}${slideOver(blend.side, job)}`;
    case 'dip-to-black': {
      const half = Math.ceil(job.frames / 2);
      const out = `fade=type=out:start_frame=0:nb_frames=${half}`;
      const back = `fade=type=in:start_frame=${half}:nb_frames=${job.frames - half}`;
      return `${first}${out}[out];${next}${back}[back];[out][back]overlay=format=yuv420:enable='gte(n,${half})'`;
    }
  }
};
