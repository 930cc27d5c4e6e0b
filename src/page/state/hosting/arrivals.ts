import { SHARED_NAME, SHARED_QUERY, sharedCache } from '../../../shared/serviceWorker';
import { filesOf } from '../project/fileHandles';

/** https://wicg.github.io/web-app-launch/ Not in TypeScript's DOM library. */
interface LaunchParams {
  readonly files?: readonly FileSystemFileHandle[];
}
declare global {
  var launchQueue: { setConsumer(consumer: (params: LaunchParams) => void): void } | undefined;
}

/** Files with which the installed page was opened, now and later. */
const watchLaunches = (onfiles: (files: readonly File[]) => void): void => {
  globalThis.launchQueue?.setConsumer(async ({ files = [] }) => {
    const opened = await filesOf(files);
    if (opened.length > 0) onfiles(opened);
  });
};

/** Files that another program shared to the installed page, as the service worker has put them down. */
const takeShared = async (): Promise<readonly File[]> => {
  const cache = await caches.open(sharedCache(new URL('./', document.baseURI).href));
  const files: File[] = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    const name = response?.headers.get(SHARED_NAME);
    if (!response || !name) continue;
    const blob = await response.blob();
    files.push(new File([blob], decodeURIComponent(name), { type: blob.type }));
    await cache.delete(request);
  }
  return files;
};

/** Hands over the files that come from outside of the page, as if they had been dropped on it. */
export const watchArrivals = async (onfiles: (files: readonly File[]) => void): Promise<void> => {
  watchLaunches(onfiles);
  const { searchParams } = new URL(location.href);
  if (!searchParams.has(SHARED_QUERY)) return;
  // So that loading the page again is not sharing again.
  history.replaceState(null, '', './');
  const shared = await takeShared();
  if (shared.length > 0) onfiles(shared);
};
