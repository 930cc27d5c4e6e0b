import type { SessionOptions } from '../scripts/lib/driver';
import type { RenderSettings } from '../scripts/lib/pageRender';
import { ENGINES, type EngineChoice } from '../src/plan/runSettings';

/** A way to make the video in the browser. */
export interface BrowserEngine {
  readonly name: string;
  readonly session: SessionOptions;
  readonly settings: RenderSettings;
}

/** What most pages with ffmpeg.wasm do. Its cuts are Cliploom's, so it is a kind comparison. */
export const ONE_AT_A_TIME: BrowserEngine = {
  name: 'one at a time, single-threaded ffmpeg.wasm',
  session: { isolation: false },
  settings: { threads: 1, engine: 'ffmpeg' },
};

export const POOL: BrowserEngine = { name: 'ffmpeg pool', session: {}, settings: { engine: 'ffmpeg' } };

/** Engines that a build may have, by the name that the settings know them by; copying has a part of its own. */
const OTHERS = ['webcodecs'];

const isKnown = (name: string): name is EngineChoice => ENGINES.some((known) => known === name);

/** What this build can do, and a sentence for each engine that it does not know. */
export const browserEngines = (): { engines: BrowserEngine[]; skipped: string[] } => {
  const engines = [ONE_AT_A_TIME, POOL];
  const skipped: string[] = [];
  for (const name of OTHERS) {
    if (isKnown(name)) engines.push({ name, session: {}, settings: { engine: name } });
    else skipped.push(`${name}: left out, since this build does not know the engine.`);
  }
  return { engines, skipped };
};
