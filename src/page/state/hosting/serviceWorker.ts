import {
  type KeepReply,
  type PageMessage,
  SERVICE_WORKER,
  VERSION_META,
  versionLock,
} from '../../../shared/serviceWorker';

/** A worker that was just installed takes the page over within moments; after a forced reload none does. */
const CONTROL_MS = 3000;
/** Browsers end a worker that takes five minutes for one answer. */
const ANSWER_MS = 330_000;
const TAKE_OVER_MS = 10_000;

const SCOPE = new URL('./', document.baseURI).href;

/** Resolves to whether it happened in time. */
const happens = (target: EventTarget, event: string, ms: number): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    target.addEventListener(
      event,
      () => {
        clearTimeout(timer);
        resolve(true);
      },
      { once: true },
    );
  });

/** Keeps this page's version in the worker's caches as long as the page is there. */
export const holdVersion = (): void => {
  const version = document.querySelector<HTMLMetaElement>(`meta[name="${VERSION_META}"]`)?.content;
  if (version === undefined) return;
  const asLongAsThePage = () => new Promise<never>(() => undefined);
  navigator.locks?.request(versionLock(SCOPE, version), { mode: 'shared' }, asLongAsThePage).catch(() => {
    // The page is being closed.
  });
};

/** @throws whatever the browser says against it */
export const register = async (workers: ServiceWorkerContainer): Promise<ServiceWorkerRegistration> => {
  const address = new URL(SERVICE_WORKER, SCOPE);
  const registration = await workers.register(address, { scope: SCOPE, updateViaCache: 'none' });
  // Some tools let it seem to work.
  if (!registration) throw new Error('Service workers are blocked.');
  return registration;
};

/**
 * Waits until a worker is at work.
 * @throws Error if it could not be installed: a file of the page could not be had
 */
export const activated = async ({
  active,
  installing,
  waiting,
}: ServiceWorkerRegistration): Promise<void> => {
  const first = installing ?? waiting;
  if (active || !first) return;
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (first.state === 'activated') resolve();
      if (first.state === 'redundant') reject(new Error('The service worker could not store the page.'));
    };
    first.addEventListener('statechange', look);
    look();
  });
};

/** Waits until the page's requests go to the worker, or it is clear that only loading it again brings that. */
export const controlled = async (workers: ServiceWorkerContainer): Promise<void> => {
  if (!workers.controller) await happens(workers, 'controllerchange', CONTROL_MS);
};

const post = (worker: ServiceWorker, message: PageMessage, ports: MessagePort[] = []): void =>
  worker.postMessage(message, ports);

/** Lets a new version take over from the one that is at work. */
export const takeOver = async (workers: ServiceWorkerContainer, waiting: ServiceWorker): Promise<void> => {
  // A browser lets a worker finish what it is on.
  if (workers.controller) post(workers.controller, { kind: 'stop-keeping' });
  const changed = happens(workers, 'controllerchange', TAKE_OVER_MS);
  post(waiting, { kind: 'take-over' });
  await changed;
};

/** Lets the worker fetch one more file for later: says how many are left, or `null` if it could not be had. */
export const keepNext = async (worker: ServiceWorker): Promise<KeepReply> => {
  const { port1, port2 } = new MessageChannel();
  try {
    return await new Promise<KeepReply>((resolve) => {
      const timer = setTimeout(() => resolve(null), ANSWER_MS);
      port1.onmessage = ({ data }: MessageEvent<KeepReply>) => {
        clearTimeout(timer);
        resolve(data);
      };
      post(worker, { kind: 'keep-next' }, [port2]);
    });
  } finally {
    port1.close();
  }
};
