import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { FileRender } from '../../../scripts/lib/driver';
import type { RenderReport } from '../../../scripts/lib/pageRender';
import { ffprobeJson } from './ffprobe';
import { warmRenders } from './session';
import { decibels, largest, leftChannel, part, RATE, type Stereo, stereoOf } from './sound';

export const FPS = 30;

/** Frames of a video that is as long as so many samples. */
export const framesOf = (samples: number): number => Math.ceil(samples / (RATE / FPS));

type Voices = Required<Pick<FileRender, 'clips' | 'voiceOver' | 'out'>>;

/** Renders clips under voice-overs, and checks what the video says of its sound. */
export const renderVoices = async (files: Voices, voiceGap?: number): Promise<RenderReport> => {
  const settings = { size: { width: 64, height: 64 }, fps: FPS, voiceGap } as const;
  const report = await warmRenders('ffmpeg').renderFiles({ ...files, settings });
  const sound = (await ffprobeJson(files.out)).streams.find(({ codec_type }) => codec_type === 'audio');
  expect(sound).toMatchObject({ codec_name: 'aac', sample_rate: String(RATE), channels: 2 });
  expect(Number(sound?.duration) * RATE).toBeCloseTo((report.output.frames * RATE) / FPS, 0);
  return report;
};

/** A tone of our files, however its channels were mixed, and nothing above full scale. */
export const expectTone = (heard: Float32Array): void => {
  expect(decibels(heard)).toBeGreaterThan(-22);
  expect(decibels(heard)).toBeLessThan(-5);
  expect(largest(heard)).toBeLessThanOrEqual(1);
};

/**
 * Renders a voice-over that is all there is: it goes into the video as it is, by a way of its own, and no mix is computed.
 * @param native what the native ffmpeg makes of it; default: of the file as it is
 */
export const expectExactAlone = async (
  voices: Voices & { readonly voiceOver: string },
  native?: Stereo,
): Promise<void> => {
  const [decoded] = native ? [native] : await stereoOf([voices.voiceOver]);
  const { output } = await renderVoices(voices);
  expect(output.frames).toBe(framesOf(decoded!.left.length));
  expectTone(part(await leftChannel(voices.out), 0, 1.5));
};

/** Makes the header of a VBR file say ten times as many packets as there are. */
export const lieAboutLength = (path: string): void => {
  const bytes = readFileSync(path);
  const header = bytes.indexOf('Xing');
  expect(header).toBeGreaterThan(0);
  bytes.writeUInt32BE(bytes.readUInt32BE(header + 8) * 10, header + 8);
  writeFileSync(path, bytes);
};
