import { site } from './site';

declare const self: ServiceWorkerGlobalScope;

/** Leads from a notification back to the page that was looked at last, if one is open still. */
export const backToPage = async (notification: Notification): Promise<void> => {
  notification.close();
  const [page] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  await (page ? page.focus() : self.clients.openWindow(site.page));
};
