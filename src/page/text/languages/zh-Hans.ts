/** Every word of the page in Simplified Chinese, as video editors there say it. */
import { captions } from '../chinese/captions';
import { flow } from '../chinese/flow';
import { look } from '../chinese/look';
import { making } from '../chinese/making';
import { materials } from '../chinese/materials';
import { outcome } from '../chinese/outcome';
import { page } from '../chinese/page';
import { project } from '../chinese/project';
import { timeline } from '../chinese/timeline';
import type { Words } from '../language.svelte';

const text: Words = {
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
