import { openCliploom } from '../../scripts/lib/driver';
import { median } from '../../src/pool/median';
import { makeCountedClip } from '../../tests/media/makeCountedClip';
import { runFfmpeg } from '../../tests/media/runFfmpeg';
import { inSeconds } from '../figures';
import type { Part } from '../report/part';
import type { Setup } from '../setup';

const MINUTES = 30;

/** Loud and quiet words over noise, and two tones. */
const WORDS = '(0.02+0.25*between(mod(t,1),0,0.3))*(random(0)-0.5)';
const TONES = '0.3*sin(2*PI*220*t)+0.2*sin(2*PI*331*t)';

const makeSound = (path: string, expression: string, seconds: number): Promise<string> =>
  runFfmpeg(['-f', 'lavfi', '-i', `aevalsrc='${expression}|${expression}':s=44100:d=${seconds}`, path]);

/**
 * Half an hour of sound with next to no picture: a voice-over alone, which is decoded and encoded and nothing else, and
 * the same with music, ducking and loudness, which is computed. One tab, taking turns.
 */
export const benchSound = async ({ options, folder }: Setup): Promise<Part> => {
  const { repeats } = options;
  const [minute, voiceOver, music, clip] = ['minute.mp3', 'voice.mp3', 'music.mp3', 'clip.mp4'].map((name) =>
    folder.file(name),
  ) as [string, string, string, string];
  await makeSound(minute, WORDS, 60);
  await runFfmpeg(['-stream_loop', String(MINUTES - 1), '-i', minute, '-c', 'copy', voiceOver]);
  await makeSound(music, TONES, 180);
  await makeCountedClip({ path: clip, clipId: 1, width: 64, height: 64, fps: 24, seconds: 5 });

  const settings = { size: { width: 64, height: 64 }, fps: 24 } as const;
  const variants = [
    { name: 'voice-over alone', request: { settings } },
    {
      name: 'with music, ducking and loudness',
      request: { music, settings: { ...settings, duck: true, loudness: -14 } },
    },
  ];
  const session = await openCliploom({ engine: 'ffmpeg' });
  try {
    const times: number[][] = variants.map(() => []);
    for (let round = 1; round <= repeats; round += 1) {
      for (const [index, { name, request }] of variants.entries()) {
        const report = await session.renderFiles({
          clips: [clip],
          voiceOver,
          out: folder.file('out.mp4'),
          ...request,
        });
        times[index]?.push(report.wallMs);
        console.log(`${round}/${repeats}  ${inSeconds(report.wallMs).padStart(8)}  ${name}`);
      }
    }
    const medians = times.map(median);
    return {
      name: 'sound',
      title: 'Sound',
      notes: [`${MINUTES} minutes of sound with next to no picture, medians of ${repeats}, whole render.`],
      tables: [
        {
          title: `${MINUTES} minutes`,
          columns: ['', 'time', 'as fast as it plays'],
          rows: variants.map(({ name }, index) => {
            const ms = medians[index] ?? 0;
            return [name, inSeconds(ms), `${((MINUTES * 60_000) / ms).toFixed(0)}×`];
          }),
        },
      ],
      charts: [],
      figures: { minutes: MINUTES, times },
    };
  } finally {
    await session.close();
  }
};
