/**
 * Makes `public/samples`: the material behind the page's "Try it with sample clips".
 *
 *     npm run samples
 *
 * Six short clips in mixed shapes, rates and with and without sound, a spoken voice-over, and `samples.json`, which
 * tells the page their names. Everything is made here, so that it belongs to nobody else: the pictures are painted
 * frame by frame by `scripts/samples/scenes`, native ffmpeg encodes them and makes the sound, espeak-ng speaks. All
 * chance comes from fixed seeds: the same tools make the same files. It takes several minutes. Needs `ffmpeg` (with
 * libx264 and libmp3lame) and `espeak-ng`.
 */
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeScene } from './samples/encodeScene';
import { auroraLake } from './samples/scenes/auroraLake';
import { cityDusk } from './samples/scenes/cityDusk';
import { mistyHills } from './samples/scenes/mistyHills';
import { rainPond } from './samples/scenes/rainPond';
import { sunriseSea } from './samples/scenes/sunriseSea';
import { underwaterLight } from './samples/scenes/underwaterLight';
import { missingTools } from './samples/tools';
import { speakVoiceOver } from './samples/voiceOver';

/** In the order of the narration. */
const SCENES = [sunriseSea, mistyHills, underwaterLight, rainPond, cityDusk, auroraLake];
const VOICE_OVER = 'voice-over.flac';
/** They are part of the repository and of every built page. */
const MOST_BYTES = 4_000_000;

const folder = fileURLToPath(new URL('../public/samples/', import.meta.url));

const report = async (name: string): Promise<number> => {
  const { size } = await stat(join(folder, name));
  console.log(`${name.padEnd(24)} ${(size / 1000).toFixed(0).padStart(6)} kB`);
  return size;
};

const makeSamples = async (): Promise<void> => {
  // Made new as a whole: nothing with an old name stays behind and gets shipped.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });

  let total = 0;
  await speakVoiceOver(join(folder, VOICE_OVER));
  total += await report(VOICE_OVER);
  const clips = SCENES.map((scene) => `${scene.name}.mp4`);
  for (const [index, scene] of SCENES.entries()) {
    await encodeScene(scene, join(folder, clips[index]!));
    total += await report(clips[index]!);
  }
  const list = { clips, voiceOver: VOICE_OVER };
  await writeFile(join(folder, 'samples.json'), `${JSON.stringify(list, null, 2)}\n`);

  console.log(`${'together'.padEnd(24)} ${(total / 1000).toFixed(0).padStart(6)} kB`);
  if (total > MOST_BYTES) throw new Error(`The samples must stay under ${MOST_BYTES / 1e6} MB together.`);
};

const missing = missingTools(['ffmpeg', 'espeak-ng']);
if (missing.length > 0) {
  console.error(
    `Not found on this machine: ${missing.join(', ')}. On Debian: apt install ${missing.join(' ')}`,
  );
  process.exitCode = 1;
} else {
  await makeSamples();
}
