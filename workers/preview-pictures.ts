/** The worker that shows a preview's pictures: decodes and composes them as they will be encoded. */
import { expose } from 'comlink';
import type { PreviewPicturesApi } from '../src/shared/preview';
import { clipOpener } from './preview/clipView';
import { Screen } from './preview/screen';
import { Stage } from './preview/stage';

let stage: Stage | null = null;

const api: PreviewPicturesApi = {
  async attach(canvas) {
    stage = new Stage(clipOpener(new Screen(canvas)), () => performance.now());
  },

  async show(scene) {
    stage?.show(scene);
  },

  async present(frame, isPlaying) {
    return stage?.present(frame, isPlaying) ?? { status: 'superseded' };
  },
};

expose(api);
