import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { ensureBrowser, launchBrowser } from '../../../scripts/lib/browser';
import { type CliploomSession, openCliploom, type SessionOptions } from '../../../scripts/lib/driver';
import type { EngineChoice } from '../../../src/plan/runSettings';
import { RenderError } from '../../../src/shared/errors';

// Files of one test process share its modules (`isolate: false`), and with them what is open here. It ends with the process.
let browser: Promise<Browser> | null = null;
let warm: Promise<CliploomSession> | null = null;

const launch = async (): Promise<Browser> => {
  const launched = await launchBrowser(await ensureBrowser());
  // Vitest ends its processes by this signal, and half a second later by force. The profile's folder should not be left.
  process.once('SIGTERM', () => {
    void launched.close().finally(() => process.kill(process.pid, 'SIGKILL'));
  });
  return launched;
};

/** The browser of this test process, started once for all of its files. Closing it is not a test's business. */
export const sharedBrowser = async (): Promise<Browser> => {
  const open = await browser?.catch(() => null);
  if (open?.isConnected()) return open;
  browser = launch();
  return browser;
};

/** The page in a context of its own of the shared browser: for tests that change the page, or what it runs on. */
export const openSession = async (
  options: Omit<SessionOptions, 'browser' | 'browserPath' | 'profile'> = {},
): Promise<CliploomSession> => openCliploom({ ...options, browser: await sharedBrowser() });

/** {@link openSession}, closed with the tests of the file. Not to be used before they run. */
export const useSession = (options: Parameters<typeof openSession>[0] = {}): CliploomSession => {
  let opened: CliploomSession | null = null;
  beforeAll(async () => {
    opened = await openSession(options);
  });
  afterAll(async () => {
    await opened?.close();
  });
  const session = (): CliploomSession => {
    if (!opened) throw new Error('The session is not open yet.');
    return opened;
  };
  return {
    get page() {
      return session().page;
    },
    renderFiles: (request) => session().renderFiles(request),
    close: () => session().close(),
  };
};

const warmSession = (): Promise<CliploomSession> => {
  warm ??= openSession();
  return warm;
};

/** Ends a session that may still be busy; the next test gets a new one. */
const letGo = async (session: CliploomSession): Promise<void> => {
  warm = null;
  await session.close();
};

/** What left the page as it was: the render said what is wrong with what it was given. */
const isAnswer = (thrown: unknown): boolean =>
  thrown instanceof RenderError &&
  !['timeout', 'cancelled', 'worker-lost', 'internal'].includes(thrown.category);

/**
 * Renders by the one page of this process that has its cores loaded and its workers started. For tests that look at
 * what comes out, and leave the page as it was.
 */
export const warmRenders = (engine?: EngineChoice): Pick<CliploomSession, 'renderFiles'> => ({
  async renderFiles(request) {
    const session = await warmSession();
    const { settings = {} } = request;
    try {
      return await session.renderFiles({
        ...request,
        settings: { ...settings, engine: settings.engine ?? engine },
      });
    } catch (thrown) {
      if (!isAnswer(thrown)) await letGo(session);
      throw thrown;
    }
  },
});
