import { mount } from 'svelte';
import { combineVideos, releaseWorkers } from '../render';
import App from './App.svelte';
import './theme.css';

declare global {
  /** For scripts that drive the page, such as `npm run render`. */
  var cliploom: { readonly combineVideos: typeof combineVideos; readonly releaseWorkers: () => void };
}

globalThis.cliploom = { combineVideos, releaseWorkers };

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element #app to mount the page into.');
mount(App, { target });
