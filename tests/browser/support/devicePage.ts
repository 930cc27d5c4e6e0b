import type { Page } from 'playwright-core';

/** What the page asked of the device, and what that shall answer: a test sets it. */
export interface Device {
  /** Names of the errors that sharing and choosing a file shall end with; empty: they work. */
  shareFails: string;
  pickerFails: string;
  /** The chosen file can be opened, and after half a second it turns out that it cannot be written. */
  diskFails: boolean;
  /** Browsers remember it. */
  permission: NotificationPermission;
  hidden: boolean;
  /** Only service workers may show notifications. */
  isPhone: boolean;
  readonly shared: { readonly name: string; readonly type: string; readonly hash: string }[];
  readonly suggested: string[];
  readonly asked: string[];
  readonly notices: { readonly title: string; readonly body: string; readonly click: () => void }[];
  focused: number;
  copied: string;
}

type Globals = typeof globalThis & { device: Device };

/** To be given to `addInitScript`: the parts of a device that a browser without a window has not. */
export const installDevice = (): void => {
  const device: Device = {
    ...{ shareFails: '', pickerFails: '', diskFails: false, hidden: false, isPhone: false },
    ...{ shared: [], suggested: [], asked: [], notices: [], focused: 0, copied: '' },
    get permission() {
      return (localStorage.getItem('device.permission') ?? 'default') as NotificationPermission;
    },
    set permission(answer) {
      localStorage.setItem('device.permission', answer);
    },
  };
  Object.assign(globalThis, { device });
  const answer = (failure: string): void => {
    if (failure !== '') throw new DOMException('The device says no', failure);
  };
  const hashOf = async (file: File): Promise<string> => {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  Object.assign(navigator, {
    canShare: ({ files = [] }: ShareData) => files.length > 0,
    share: async ({ files = [] }: ShareData) => {
      for (const file of files) {
        device.shared.push({ name: file.name, type: file.type, hash: await hashOf(file) });
      }
      answer(device.shareFails);
    },
  });
  Object.assign(globalThis, {
    focus: () => {
      device.focused += 1;
    },
    showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) => {
      device.suggested.push(suggestedName);
      answer(device.pickerFails);
      const root = await navigator.storage.getDirectory();
      const handle = await root.getFileHandle('chosen.mp4', { create: true });
      if (!device.diskFails) return handle;
      const full = async () => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        throw new DOMException('The disk is full', 'QuotaExceededError');
      };
      const createWritable = async () => new WritableStream({ write: full });
      return { name: handle.name, createWritable };
    },
    Notification: class {
      static get permission(): NotificationPermission {
        return device.permission;
      }
      static async requestPermission(): Promise<NotificationPermission> {
        device.asked.push(device.permission);
        if (device.permission === 'default') device.permission = 'granted';
        return device.permission;
      }
      onclick = (): void => {};
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        if (device.isPhone) throw new TypeError('Illegal constructor');
        device.notices.push({ title, body, click: () => this.onclick() });
      }
      close(): void {}
    },
  });
  Object.defineProperty(navigator, 'clipboard', {
    value: {
      writeText: async (text: string) => {
        device.copied = text;
      },
    },
  });
  Object.defineProperty(document, 'visibilityState', {
    get: () => (device.hidden ? 'hidden' : 'visible'),
  });
};

/** What the device was asked for so far. */
export const device = (page: Page): Promise<Device> =>
  page.evaluate(() => {
    const { notices, ...rest } = (globalThis as Globals).device;
    return { ...rest, notices: notices.map(({ title, body }) => ({ title, body })) } as unknown as Device;
  });

export const setDevice = (page: Page, answers: Partial<Device>): Promise<void> =>
  page.evaluate((values) => {
    Object.assign((globalThis as Globals).device, values);
  }, answers);

/** Clicks the notification that was shown last. */
export const clickNotice = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as Globals).device.notices.at(-1)?.click());

/** SHA-256 of the file that was chosen in the picker; `null` where it is not there. */
export const chosenFile = (page: Page): Promise<string | null> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('chosen.mp4').catch(() => null);
    if (!handle) return null;
    const digest = await crypto.subtle.digest('SHA-256', await (await handle.getFile()).arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  });
