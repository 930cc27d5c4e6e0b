import { mount } from 'svelte';
import type { combineVideos } from '../render';
import App from './App.svelte';
import { firstLanguage } from './state/languageChoice';
import { engine } from './state/parts';
import { language } from './text/language.svelte';
import './theme.css';

declare global {
  /** For scripts that drive the page, such as `npm run render`. */
  var cliploom: {
    readonly combineVideos: typeof combineVideos;
    readonly releaseWorkers: () => Promise<void>;
  };
}

globalThis.cliploom = {
  combineVideos: async (options) => (await engine()).combineVideos(options),
  releaseWorkers: async () => (await engine()).releaseWorkers(),
};

/** Not at the top of the module: other languages' files import from it, and are there when it is through. */
const begin = async (): Promise<void> => {
  const target = document.getElementById('app');
  if (!target) throw new Error('index.html has no element #app to mount the page into.');
  // The first words are already in the right language; without its file they are English.
  await language.speak(firstLanguage()).catch(() => undefined);
  // What is there says that nothing came.
  target.replaceChildren();
  mount(App, { target });
};

void begin();
