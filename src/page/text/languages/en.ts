/** Every word of the page in English, and what every other language has to say: see the README of `src/page`. */
import { captions } from '../english/captions';
import { flow } from '../english/flow';
import { look } from '../english/look';
import { making } from '../english/making';
import { materials } from '../english/materials';
import { outcome } from '../english/outcome';
import { page } from '../english/page';
import { project } from '../english/project';
import { timeline } from '../english/timeline';

const text = {
  ...page,
  ...flow,
  ...materials,
  ...project,
  ...captions,
  ...look,
  timeline,
  ...making,
  ...outcome,
};

export default text;
