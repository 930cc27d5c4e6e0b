import { writeFile } from 'node:fs/promises';
import { BidiConnection } from './bidi';
import { type FirefoxProcess, startFirefox } from './firefoxProcess';

/** A result of `script.callFunction`. */
type Called =
  | { readonly type: 'success'; readonly result: { readonly value?: string } }
  | { readonly type: 'exception'; readonly exceptionDetails: { readonly text: string } };

interface LogEntry {
  readonly level: string;
  readonly text: string | null;
}

/** A tab of Firefox without a window. */
export class FirefoxPage {
  /** What the page complained of, and did not catch, since it was opened. */
  readonly errors: string[] = [];
  readonly #process: FirefoxProcess;
  #bidi: BidiConnection | null = null;
  #context = '';

  private constructor(process: FirefoxProcess) {
    this.#process = process;
  }

  static async open(executable: string, profile: string): Promise<FirefoxPage> {
    const page = new FirefoxPage(await startFirefox(executable, profile));
    try {
      await page.#connect();
      return page;
    } catch (thrown) {
      await page.close();
      throw thrown;
    }
  }

  /** Waits until the page and all that belongs to it are loaded. */
  async goto(url: string): Promise<void> {
    await this.#send('browsingContext.navigate', { context: this.#context, url, wait: 'complete' });
  }

  /** Runs a function in the page. It can use nothing from outside itself; arguments and result are plain data. */
  evaluate<A extends readonly unknown[], R>(work: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.evaluateText<R>(String(work), ...args);
  }

  /** The same with the text of a function. */
  async evaluateText<R>(work: string, ...args: readonly unknown[]): Promise<R> {
    const called = await this.#send<Called>('script.callFunction', {
      // tsx wraps functions in a helper to keep their names.
      functionDeclaration: `async (args) => {
        globalThis.__name ??= (target) => target;
        return JSON.stringify((await (${work})(...JSON.parse(args))) ?? null);
      }`,
      arguments: [{ type: 'string', value: JSON.stringify(args) }],
      target: { context: this.#context },
      awaitPromise: true,
      userActivation: true,
    });
    if (called.type === 'exception') throw new Error(`In the page: ${called.exceptionDetails.text}`);
    return JSON.parse(called.result.value ?? 'null');
  }

  /** Gives files to a file input. */
  async setFiles(selector: string, files: readonly string[]): Promise<void> {
    const { nodes } = await this.#send<{ nodes: { sharedId: string }[] }>('browsingContext.locateNodes', {
      context: this.#context,
      locator: { type: 'css', value: selector },
    });
    const [element] = nodes;
    if (!element) throw new Error(`There is no ${selector} on the page.`);
    const { sharedId } = element;
    await this.#send('input.setFiles', { context: this.#context, element: { sharedId }, files });
  }

  async screenshot(path: string): Promise<void> {
    const { data } = await this.#send<{ data: string }>('browsingContext.captureScreenshot', {
      context: this.#context,
      origin: 'document',
    });
    await writeFile(path, Buffer.from(data, 'base64'));
  }

  async close(): Promise<void> {
    await this.#process.end();
  }

  async #connect(): Promise<void> {
    this.#bidi = await BidiConnection.open(`${this.#process.url}/session`, (method, params) => {
      if (method !== 'log.entryAdded') return;
      const { level, text } = params as LogEntry;
      if (level === 'error') this.errors.push(text ?? '');
    });
    await this.#send('session.new', { capabilities: {} });
    await this.#send('session.subscribe', { events: ['log.entryAdded'] });
    const { context } = await this.#send<{ context: string }>('browsingContext.create', { type: 'tab' });
    this.#context = context;
    await this.#send('browsingContext.setViewport', { context, viewport: { width: 1280, height: 900 } });
  }

  #send<T>(method: string, params: object): Promise<T> {
    if (!this.#bidi) throw new Error('Firefox is not connected.');
    return this.#bidi.send<T>(method, params);
  }
}
