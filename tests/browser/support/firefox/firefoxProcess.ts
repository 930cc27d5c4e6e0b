import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { within } from '../../../../scripts/lib/bounded';

const START_SECONDS = 90;
const END_SECONDS = 10;

/** Keep it from talking to the network and from asking questions; the rest of that Firefox does when it is driven. */
const PREFERENCES: Readonly<Record<string, boolean | number | string>> = {
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.unified': false,
  // It could add the isolation that was asked to be left out, or answer from an older build.
  'dom.serviceWorkers.enabled': false,
};

/** A Firefox without a window that waits for commands. */
export interface FirefoxProcess {
  /** Where it listens for WebDriver BiDi, without the path. */
  readonly url: string;
  end(): Promise<void>;
}

/** @param profile an empty folder */
export const startFirefox = async (executable: string, profile: string): Promise<FirefoxProcess> => {
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(profile, 'user.js'), lines.join(''));
  const args = ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', profile];
  const child = spawn(executable, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = async () => {
    child.kill();
    await within(ended, { what: 'Closing Firefox', seconds: END_SECONDS }).catch(kill);
    process.off('exit', kill);
  };

  const listening = new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      said += piece;
      const url = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`Firefox ended with status ${code}: ${said}`)));
  });
  try {
    return { url: await within(listening, { what: 'Starting Firefox', seconds: START_SECONDS }), end };
  } catch (thrown) {
    await end();
    throw thrown;
  }
};
