import type { PlannedClip, PlannedPicture } from '../plan/plan';
import type { PlanSettings } from '../plan/settings';
import type { Quality } from '../shared/encoding';
import type { BrowserEncoder, ClipJob, ClipPicture } from '../shared/jobs';
import type { Drawn } from './drawn';
import type { UsableSource } from './sources';

export interface JobMaterial {
  /** By their index. */
  readonly sources: ReadonlyMap<number, UsableSource>;
  readonly settings: PlanSettings;
  readonly drawn: Drawn;
  readonly quality: Quality;
  /** Of the browser's own; `null`: ffmpeg. */
  readonly encoder: BrowserEncoder | null;
}

const jobPicture = (planned: PlannedPicture, { sources }: JobMaterial): ClipPicture => {
  const source = sources.get(planned.source);
  if (!source) throw new RangeError(`No source ${planned.source}`);
  const { inPointSeconds, speed, geometry, colours, effects, deinterlace, ground } = planned;
  const { access } = source.info;
  return {
    source: source.file,
    sourceName: source.file.name,
    ...{ access, inPointSeconds, speed, geometry, colours, effects, deinterlace },
    ...(access === 'still' ? { still: { size: source.video.codedSize, ground } } : {}),
    ...(access === 'browser' ? { drawn: { size: source.video.codedSize, ground } } : {}),
  };
};

/** What a clip is called: its file's name, or of a transition both names. */
export const clipName = ({ picture, next }: PlannedClip, nameOf: (source: number) => string): string =>
  next ? `${nameOf(picture.source)} → ${nameOf(next.picture.source)}` : nameOf(picture.source);

/** The job that makes a planned clip. */
export const clipJob = (clip: PlannedClip, material: JobMaterial): ClipJob => {
  const { settings, drawn, sources, quality, encoder } = material;
  const { captions, watermark } = drawn;
  return {
    kind: 'encode-clip',
    sourceName: clipName(clip, (source) => sources.get(source)?.file.name ?? ''),
    frames: clip.frames,
    fps: settings.fps,
    size: settings.size,
    picture: jobPicture(clip.picture, material),
    next: clip.next && { picture: jobPicture(clip.next.picture, material), blend: clip.next.blend },
    captions: captions && clip.cues.length > 0 ? { ...captions, cues: clip.cues } : null,
    watermark,
    fades: clip.fades,
    quality,
    encoder,
  };
};
