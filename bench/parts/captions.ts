import { ensureBrowser, launchBrowser } from '../../scripts/lib/browser';
import { median } from '../../src/pool/median';
import { openDrawingPage } from '../../tests/browser/support/drawingPage';
import type { DrawRequest } from '../../tests/browser/support/drawingTypes';
import type { Part } from '../report/part';
import type { Setup } from '../setup';

const SIZE = { width: 1080, height: 1920 };
const WORDS =
  'Every word of this caption is drawn in a colour of its own while it is spoken, word by word.'.split(' ');

/** Each frame shows another word: none is a picture that was drawn before. */
const requestOf = (size: DrawRequest['target']): DrawRequest => {
  const words = WORDS.map((text, index) => ({ text, start: 2 * index + 1 }));
  return {
    captions: {
      cues: [{ text: WORDS.join(' '), words }],
      style: { box: 'rounded', highlightColor: '#ffe000' },
    },
    target: size,
    fps: 30,
    frames: words.map(({ start }) => start),
  };
};

/** What one picture of a caption takes to draw, in a worker: a caption that changes with every word needs many. */
export const benchCaptions = async ({ options }: Setup): Promise<Part> => {
  const { repeats } = options;
  const size = options.size ?? SIZE;
  const browser = await launchBrowser(await ensureBrowser());
  try {
    const page = await openDrawingPage(browser);
    const times: number[] = [];
    let drawnSize = '';
    // Round 0 is not counted: it loads the font.
    for (let round = 0; round <= repeats; round += 1) {
      const reply = await page.draw(requestOf(size));
      if (reply.status !== 'drawn') throw new Error(JSON.stringify(reply));
      drawnSize = `${reply.rect.width} × ${reply.rect.height}`;
      if (round === 0) continue;
      times.push(...reply.milliseconds);
      console.log(`${round}/${repeats}  ${median(reply.milliseconds).toFixed(1)} ms`);
    }
    return {
      name: 'captions',
      title: 'Drawing captions',
      notes: [
        `One caption of ${WORDS.length} words on ${size.width} × ${size.height}, a picture for each word.`,
      ],
      tables: [
        {
          title: 'A picture',
          columns: ['pixels', 'median', 'longest'],
          rows: [[drawnSize, `${median(times).toFixed(1)} ms`, `${Math.max(...times).toFixed(1)} ms`]],
        },
      ],
      charts: [],
      figures: { times },
    };
  } finally {
    await browser.close();
  }
};
