import type { Clock } from '../pool/clock';
import { type Pressure, Scaling } from '../pool/scaling';

/** What of the Compute Pressure API (W3C) is used; TypeScript does not list it yet. */
interface PressureObserver {
  observe(source: 'cpu', options: { readonly sampleInterval: number }): Promise<void>;
  disconnect(): void;
}
type PressureObserverClass = new (
  onRecords: (records: readonly { readonly state: Pressure }[]) => void,
) => PressureObserver;

/** Time from one look to the next, in ms. */
const EVERY_MS = 2_000;

export interface LoadOptions {
  readonly clock: Clock;
  /** Most workers that are useful here. */
  readonly most: number;
  /** Work that is done so far, in any unit. */
  readonly done: () => number;
  /** Called when another number of workers is better. */
  readonly use: (workers: number) => void;
}

/** The machine's pressure as the browser tells it, from now on; `null` where, or as long as, it does not. */
const watchPressure = (): { readonly state: () => Pressure | null; readonly stop: () => void } => {
  let state: Pressure | null = null;
  const { PressureObserver } = globalThis as { PressureObserver?: PressureObserverClass };
  const observer = PressureObserver
    ? new PressureObserver((records) => {
        state = records.at(-1)?.state ?? state;
      })
    : null;
  // Refused without a secure context, or by a permissions policy: the pace has to do.
  void observer?.observe('cpu', { sampleInterval: EVERY_MS }).catch(() => {});
  return { state: () => state, stop: () => observer?.disconnect() };
};

/**
 * Lets a render use fewer workers while others need the machine, and all again afterwards, until the returned function
 * is called.
 */
export const followLoad = ({ clock, most, done, use }: LoadOptions): (() => void) => {
  if (most <= 1) return () => {};
  const pressure = watchPressure();
  const scaling = new Scaling({ most });
  let stopTimer = () => {};
  const look = (): void => {
    const before = scaling.workers;
    const workers = scaling.look({ time: clock.now(), pressure: pressure.state(), done: done() });
    if (workers !== before) use(workers);
    stopTimer = clock.after(EVERY_MS, look);
  };
  look();
  return () => {
    stopTimer();
    pressure.stop();
  };
};
