import { remember, remembered } from './memory';
import { Stored } from './stored';

const KEY = 'cliploom.notify';

const permission = (): NotificationPermission =>
  'Notification' in globalThis ? Notification.permission : 'denied';

/** Its click leads back to the page. */
const show = async (title: string, body: string): Promise<void> => {
  try {
    const notification = new Notification(title, { body });
    notification.onclick = () => {
      globalThis.focus();
      notification.close();
    };
  } catch {
    // Chrome on Android lets only service workers show one; what a click does then is theirs too.
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(title, { body });
  }
};

/** Tells the person that a video is done while they look at something else; only who asked for it is ever asked. */
export class DoneNotice {
  /** Not in every browser, and in some for installed pages only. */
  readonly isPossible = 'Notification' in globalThis;
  on = $state.raw(new Stored(remembered(KEY)).yesOrNo('on', false) && permission() === 'granted');
  /** The browser said no. */
  blocked = $state.raw(false);

  /** Has to be called from a click: it may ask for permission. */
  async turn(on: boolean): Promise<void> {
    this.on = on;
    this.blocked = false;
    if (on && (await Notification.requestPermission()) !== 'granted') {
      this.on = false;
      this.blocked = permission() === 'denied';
    }
    remember(KEY, { on: this.on });
  }

  /** A notification, if it is wanted, allowed and needed. */
  tell(title: string, body: string): void {
    if (!this.on || permission() !== 'granted' || document.visibilityState === 'visible') return;
    void show(title, body).catch(() => {
      // Forbidden meanwhile: the page says the same to who comes back to it.
    });
  }
}
