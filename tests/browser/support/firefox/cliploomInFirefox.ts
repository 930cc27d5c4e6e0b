import { writeFile } from 'node:fs/promises';
import {
  type PageOutcome,
  type RenderReport,
  type RenderSettings,
  renderInPage,
} from '../../../../scripts/lib/pageRender';
import { DIST } from '../../../../scripts/lib/paths';
import { type RunningServer, startServer } from '../../../../scripts/lib/server';
import { RenderError } from '../../../../src/shared/errors';
import { FirefoxPage } from './firefoxPage';

interface FileRender {
  readonly clips: readonly string[];
  readonly voiceOver?: string;
  readonly subtitles?: string;
  readonly watermark?: string;
  readonly out: string;
  readonly settings: RenderSettings;
}

const INPUTS = ['clips', 'voice', 'music', 'subtitles', 'font', 'watermark'] as const;
const idOf = (input: (typeof INPUTS)[number]): string => `test-${input}`;

const addInputs = (ids: readonly string[]): void => {
  for (const id of ids) {
    if (document.getElementById(id)) continue;
    const input = document.createElement('input');
    Object.assign(input, { id, type: 'file', multiple: true, hidden: true });
    document.body.append(input);
  }
};

/** Reads a blob of the page; only for small ones. */
const asBase64 = async (url: string): Promise<string> => {
  const blob = await (await fetch(url)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
};

/** The built page in Firefox; the counterpart of the driver's session in Chromium, as far as tests need it. */
export class CliploomInFirefox {
  readonly page: FirefoxPage;
  readonly url: string;
  readonly #server: RunningServer;

  private constructor(page: FirefoxPage, server: RunningServer) {
    this.page = page;
    this.url = server.url;
    this.#server = server;
  }

  /** @param profile an empty folder */
  static async open(executable: string, profile: string, isolation = true): Promise<CliploomInFirefox> {
    const server = await startServer({ root: DIST, isolation });
    try {
      const page = await FirefoxPage.open(executable, profile);
      const opened = new CliploomInFirefox(page, server);
      await page.goto(server.url);
      return opened;
    } catch (thrown) {
      await server.close();
      throw thrown;
    }
  }

  /** @throws RenderError */
  async renderFiles({
    clips,
    voiceOver,
    subtitles,
    watermark,
    out,
    settings,
  }: FileRender): Promise<RenderReport> {
    await this.page.evaluate(addInputs, INPUTS.map(idOf));
    const files = { clips, voice: voiceOver, subtitles, watermark };
    for (const [name, paths] of Object.entries(files)) {
      if (paths !== undefined) await this.page.setFiles(`#test-${name}`, [paths].flat());
    }
    // Elements cannot be sent to the page; there they are found by their ids.
    const outcome = await this.page.evaluateText<PageOutcome>(
      `(settings) => {
        const input = (name) => document.getElementById('test-' + name);
        return (${renderInPage})({
          clipsInput: input('clips'),
          clipOptions: [...input('clips').files].map(() => ({})),
          voiceInput: input('voice'),
          musicInput: input('music'),
          subtitlesInput: input('subtitles'),
          fontInput: input('font'),
          watermarkInput: input('watermark'),
          watermarkOptions: {},
          settings,
          progressEveryMs: 1000,
        });
      }`,
      settings,
    );
    if (!outcome.ok) throw new RenderError(outcome.error);
    await writeFile(out, Buffer.from(await this.page.evaluate(asBase64, outcome.videoUrl), 'base64'));
    return outcome.report;
  }

  async close(): Promise<void> {
    await this.page.close();
    await this.#server.close();
  }
}
