import { text } from '../../text';
import type { Announcer } from '../announcer.svelte';
import { idle } from '../idle';
import { support } from '../support';
import { firstReload } from './firstReload';
import { activated, controlled, holdVersion, keepNext, register, takeOver } from './serviceWorker';

/**
 * Whether the page is cross-origin isolated, and why not: `insecure`, `unsupported` and `refused` say that there can be
 * no service worker; `ineffective`, that this browser takes no isolation from one. `pending`: that is not known yet.
 * `offered`: loading the page again brings it.
 */
export type Isolation =
  | 'isolated'
  | 'pending'
  | 'offered'
  | 'insecure'
  | 'unsupported'
  | 'refused'
  | 'ineffective';

/** What shows that somebody has begun to use the page. */
const TOUCHES = ['pointerdown', 'keydown', 'dragenter', 'change'];

/** New versions are looked for when somebody comes back to the page, but not more often. */
const LOOK_EVERY_MS = 30 * 60_000;

const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/** What the host does not do, and the page's service worker does. */
export class Hosting {
  isolation = $state<Isolation>(support.isolated ? 'isolated' : 'pending');
  /** A new version is there for when the page is loaded again. */
  hasUpdate = $state(false);
  /** All of the page is stored in the browser, the engine too. */
  worksOffline = $state(false);

  readonly #announcer: Announcer;
  #registration: ServiceWorkerRegistration | null = null;
  #touched = false;
  #leaving = false;
  #lookedAt = performance.now();

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
  }

  /** Never rejects. */
  async start(): Promise<void> {
    if (support.isolated) firstReload.forget();
    // The development server sends the headers itself, and new versions by the minute.
    if (!import.meta.env.PROD) return;
    const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    if (!workers) {
      this.#isNot(globalThis.isSecureContext ? 'unsupported' : 'insecure');
      return;
    }
    for (const event of TOUCHES) {
      addEventListener(event, () => (this.#touched = true), { once: true, capture: true });
    }
    holdVersion();
    try {
      const registration = await register(workers);
      this.#registration = registration;
      this.#watchUpdates(workers, registration);
      await activated(registration);
    } catch {
      this.#isNot('refused');
      return;
    }
    await controlled(workers);
    if (!support.isolated) this.#becomeIsolated();
    if (!this.#leaving) await this.#keepLaterFiles(workers);
  }

  /** Loads the page again, for its isolation. */
  reload(): void {
    this.#leaving = true;
    location.reload();
  }

  /** Loads the page again, as its new version. What other tabs have stays as it is. */
  async takeUpdate(): Promise<void> {
    this.#leaving = true;
    const waiting = this.#registration?.waiting;
    if (waiting) await takeOver(navigator.serviceWorker, waiting);
    location.reload();
  }

  #isNot(reason: Isolation): void {
    if (!support.isolated) this.isolation = reason;
  }

  /** By loading the page once more, through the worker; not a second time, and not under somebody's hands. */
  #becomeIsolated(): void {
    if (firstReload.wasTried) this.isolation = 'ineffective';
    else if (this.#touched || !firstReload.note()) this.isolation = 'offered';
    else this.reload();
  }

  #watchUpdates(workers: ServiceWorkerContainer, registration: ServiceWorkerRegistration): void {
    // On the very first visit the worker is no update.
    let worked = workers.controller !== null;
    const look = (): void => {
      if (worked && registration.waiting) this.#foundUpdate();
    };
    registration.addEventListener('updatefound', () =>
      registration.installing?.addEventListener('statechange', look),
    );
    workers.addEventListener('controllerchange', () => {
      // Another tab took the new version; this one keeps its own until it is loaded again.
      if (worked && !this.#leaving) this.#foundUpdate();
      worked = true;
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible' || performance.now() - this.#lookedAt < LOOK_EVERY_MS)
        return;
      this.#lookedAt = performance.now();
      registration.update().catch(() => {
        // Offline, or the site is gone: there is no new version then.
      });
    });
    look();
  }

  #foundUpdate(): void {
    if (this.hasUpdate) return;
    this.hasUpdate = true;
    this.#announcer.say(text.hosting.update);
  }

  /** In the background, unless the person saves data. Whatever is not kept then is kept when it is used. */
  async #keepLaterFiles(workers: ServiceWorkerContainer): Promise<void> {
    if (savesData()) return;
    await idle();
    for (let left: number | null = 1; left; ) {
      const { controller } = workers;
      if (!controller || this.#leaving) return;
      left = await keepNext(controller);
      if (left === 0) this.worksOffline = true;
    }
  }
}
