/** The worker that shows a preview's pictures: decodes and composes them as they will be encoded. */
import { expose } from 'comlink';
import type { PreviewPicturesApi } from '../src/shared/preview';
import { clipOpener } from './preview/clipView';
import { Screen } from './preview/screen';
import { Stage } from './preview/stage';
import { Stills } from './preview/stills';

let stage: Stage | null = null;
let stills = new Stills(() => {});

const api: PreviewPicturesApi = {
  async attach(canvas) {
    stage = new Stage(
      clipOpener(new Screen(canvas), () => stills),
      () => performance.now(),
    );
  },

  async show(scene, requests) {
    stills = new Stills((request) => requests.postMessage(request));
    stage?.show(scene);
  },

  async takeStill(clip, part, still) {
    stills.take({ clip, part }, still);
  },

  async present(frame, isPlaying) {
    return stage?.present(frame, isPlaying) ?? { status: 'superseded' };
  },
};

expose(api);
