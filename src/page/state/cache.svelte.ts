import { cacheUsage, clearCache } from '../../render';

/** What is kept on the browser's disk from one render to the next. */
export class CacheState {
  /** 0 until it is known. */
  bytes = $state(0);

  async refresh(): Promise<void> {
    try {
      this.bytes = (await cacheUsage()).bytes;
    } catch {
      // A disk that does not answer has nothing to offer either.
      this.bytes = 0;
    }
  }

  async clear(): Promise<void> {
    await clearCache().catch(() => undefined);
    await this.refresh();
  }
}
