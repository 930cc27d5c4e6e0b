import type { PageMessage } from '../src/shared/serviceWorker';
import { answer } from './answer';
import { forgetOldVersions, install } from './install';
import { keepNext, stopKeeping } from './laterFiles';
import { backToPage } from './notifications';
import { isShare, takeShared } from './sharedFiles';

declare const self: ServiceWorkerGlobalScope;

// Where an older version is at work, this one waits until no page needs that any more, or somebody asks for it.
self.addEventListener('install', (event) => event.waitUntil(install()));

const activate = async (): Promise<void> => {
  // The very first visit: the page that is open has its isolation, and its place offline, without another visit.
  await self.clients.claim();
  await forgetOldVersions();
};

self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('fetch', (event) => {
  if (isShare(event.request)) event.respondWith(takeShared(event.request));
  else answer(event);
  // The page that was there before may have been the last one of its version.
  if (event.request.mode === 'navigate') event.waitUntil(forgetOldVersions());
});

self.addEventListener('notificationclick', (event) => event.waitUntil(backToPage(event.notification)));

self.addEventListener('message', (event) => {
  const { kind } = event.data as PageMessage;
  if (kind === 'take-over') event.waitUntil(self.skipWaiting());
  else if (kind === 'stop-keeping') stopKeeping();
  else event.waitUntil(keepNext().then((reply) => event.ports[0]?.postMessage(reply)));
});
