import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Media made by others, beside the repository on machines that have them; never part of it. */
export const MEDIA = fileURLToPath(new URL('../../../shared/media', import.meta.url));
const MANIFEST = join(MEDIA, 'MANIFEST.tsv');

interface Listed {
  readonly file: string;
  readonly hasVideo: boolean;
  readonly hasAudio: boolean;
  /** `NaN` where the list does not say. */
  readonly seconds: number;
}

const readManifest = (): Listed[] => {
  if (!existsSync(MANIFEST)) {
    console.log('The real media are not on this machine: tests with them are skipped.');
    return [];
  }
  return readFileSync(MANIFEST, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [file = '', , video = '', audio = '', seconds] = line.split('\t');
      // Cover art in sound files is no video.
      const hasVideo = video !== '' && !/^(mjpeg|png),/.test(video);
      return { file, hasVideo, hasAudio: audio !== '', seconds: Number(seconds) };
    });
};

const listed = readManifest();
/** Those with pictures; empty where the media are not there. */
export const realVideos = listed.filter(({ hasVideo }) => hasVideo);
/** Those with sound alone; empty where the media are not there. */
export const realSounds = listed.filter(({ hasVideo, hasAudio }) => hasAudio && !hasVideo);
