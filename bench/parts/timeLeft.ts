import { openCliploom } from '../../scripts/lib/driver';
import { makeCountedClip } from '../../tests/media/makeCountedClip';
import type { Part } from '../report/part';
import type { Setup } from '../setup';

const CLIPS = 12;
/** Sizes and lengths that take very different times. */
const KINDS = [
  { width: 320, height: 180, fps: 30, seconds: 2 },
  { width: 1280, height: 720, fps: 30, seconds: 3 },
  { width: 640, height: 360, fps: 60, seconds: 2.5 },
] as const;
/** Reports come four times a second: what is nearer than this cannot be told apart. In seconds. */
const REPORT_GAP = 0.7;
const SHARE = 0.2;

/**
 * The time left as it is told, against what it then took: from the first third on it is to be right to 20 %. How busy
 * the machine is with other things must not change meanwhile.
 */
export const benchTimeLeft = async ({ options, folder }: Setup): Promise<Part> => {
  const { repeats } = options;
  const clips = Array.from({ length: CLIPS }, (_, index) => folder.file(`clip${index}.mp4`));
  for (const [clipId, path] of clips.entries()) {
    await makeCountedClip({ path, clipId, ...KINDS[clipId % KINDS.length]! });
  }
  const session = await openCliploom({ engine: 'ffmpeg' });
  const within: number[] = [];
  try {
    for (let round = 1; round <= repeats; round += 1) {
      const reports: { elapsed: number; left: number | null }[] = [];
      const { wallMs } = await session.renderFiles({
        clips,
        out: folder.file('out.mp4'),
        settings: { size: { width: 360, height: 640 }, mode: 'sequential', seed: 1 },
        onProgress: ({ elapsedSeconds: elapsed, secondsLeft: left }) => reports.push({ elapsed, left }),
      });
      const end = wallMs / 1000;
      const later = reports.filter(({ elapsed }) => elapsed > end / 3 && elapsed < end);
      const right = later.filter(({ elapsed, left }) => {
        const truth = end - elapsed;
        return left !== null && Math.abs(left - truth) <= Math.max(truth * SHARE, REPORT_GAP);
      });
      within.push(right.length / later.length);
      console.log(
        `${round}/${repeats}  ${right.length} of ${later.length} reports right  ${end.toFixed(1)} s`,
      );
    }
  } finally {
    await session.close();
  }
  return {
    name: 'time-left',
    title: 'The time left, as it is told',
    notes: [`${CLIPS} clips of different kinds; reports from the first third of the render on.`],
    tables: [
      {
        title: 'Reports that were right to 20 %',
        columns: ['render', 'share'],
        rows: within.map((share, index) => [`${index + 1}`, `${Math.round(share * 100)} %`]),
      },
    ],
    charts: [],
    figures: { within },
  };
};
