import { ensureBrowser } from '../../scripts/lib/browser';
import { ensureBuilt } from '../../scripts/lib/build';
import { tryToHaveFirefox } from '../../scripts/lib/firefox';
import { ensureFonts } from '../../scripts/lib/fonts';
import { ensureTools } from '../../scripts/lib/tools';

/** Before all tests in a browser: the page is built, and what they call is there. */
export default async (): Promise<void> => {
  await ensureBuilt();
  await ensureBrowser();
  await tryToHaveFirefox();
  await ensureTools(['ffmpeg', 'ffprobe']);
  await ensureFonts();
};
