import { storage } from './parts';

/** What is kept on the browser's disk from one render to the next. */
export class CacheState {
  /** 0 until it is known. */
  bytes = $state(0);

  async refresh(): Promise<void> {
    try {
      this.bytes = (await (await storage()).cacheUsage()).bytes;
    } catch {
      // A disk that does not answer has nothing to offer either.
      this.bytes = 0;
    }
  }

  async clear(): Promise<void> {
    try {
      await (await storage()).clearCache();
    } catch {
      // What could not be removed is counted in the next line.
    }
    await this.refresh();
  }
}
