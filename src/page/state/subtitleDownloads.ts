import type { SubtitleOutcome } from '../../render';
import { toSrt, toVtt } from '../../render/options';

/** A video's subtitles as a file of their own. */
export interface SubtitleFile {
  readonly kind: 'SRT' | 'WebVTT';
  readonly name: string;
  readonly url: string;
}

/** The files, named as the video is: players find them beside it. Their addresses are to be revoked. */
export const subtitleFiles = (
  outcome: SubtitleOutcome | null,
  videoName: string,
): readonly SubtitleFile[] => {
  if (!outcome || outcome.cues.length === 0) return [];
  const name = videoName.replace(/\.\w+$/, '');
  const address = (content: string, type: string) => URL.createObjectURL(new Blob([content], { type }));
  return [
    { kind: 'SRT', name: `${name}.srt`, url: address(toSrt(outcome.cues), 'application/x-subrip') },
    { kind: 'WebVTT', name: `${name}.vtt`, url: address(toVtt(outcome.cues), 'text/vtt') },
  ];
};
