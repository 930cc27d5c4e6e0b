import { parseArgs } from 'node:util';
import open from 'open';
import { ensureBuilt } from './lib/build';
import { hasDesktop } from './lib/desktop';
import { watchInterrupts } from './lib/interrupts';
import { DIST } from './lib/paths';
import { type RunningServer, startServer } from './lib/server';

const DEFAULT_PORT = 4173;
const PORTS_TRIED = 50;

const HELP = `Serves the built page on this machine, and opens it where there is a desktop.

  npm start -- [--port N] [--no-open]

  --port N     first port to try (default ${DEFAULT_PORT}); if it is taken, the next free one
  --no-open    do not open a browser
`;

const OPTIONS = {
  port: { type: 'string', default: String(DEFAULT_PORT) },
  'no-open': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const readOptions = () => {
  const { values } = parseArgs({ options: OPTIONS });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`--port must be a whole number from 1 to 65535, not ${values.port}.`);
  }
  return { ...values, port };
};

const serveOnFreePort = async (first: number): Promise<RunningServer> => {
  for (let port = first; port < first + PORTS_TRIED && port <= 65_535; port += 1) {
    try {
      return await startServer({ root: DIST, port });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      console.log(`Port ${port} is taken.`);
    }
  }
  throw new Error(`No free port was found from ${first} on.`);
};

const main = async (): Promise<void> => {
  const options = readOptions();
  if (options.help) return void process.stdout.write(HELP);
  const interrupts = watchInterrupts();
  await ensureBuilt(interrupts.signal);
  const server = await serveOnFreePort(options.port);
  const address = `http://localhost:${server.port}`;
  console.log(`\n  Cliploom is at ${address}\n\n  Ctrl-C stops it.\n`);

  const { platform, env, stdout } = process;
  if (!options['no-open'] && hasDesktop({ platform, env, isTTY: stdout.isTTY })) {
    await open(address).catch(() =>
      console.log('  No browser could be opened: open the address above yourself.'),
    );
  }
  await new Promise<void>((resolve) => {
    if (interrupts.signal.aborted) resolve();
    interrupts.signal.addEventListener('abort', () => resolve());
  });
  await server.close();
};

try {
  await main();
  process.exit(0);
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exit(1);
}
