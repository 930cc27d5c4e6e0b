/** How much of the video engine has been downloaded. */
export interface EngineDownload {
  /** Bytes as they travel, compressed. */
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/** One download, as whoever runs it tells of it. */
interface RunningDownload {
  isAt(receivedBytes: number, totalBytes: number): void;
  end(): void;
}

/** The downloads of cores that are going on, for whoever waits for them. */
class CoreDownloads {
  readonly #running = new Map<RunningDownload, EngineDownload>();
  readonly #watchers = new Set<() => void>();

  /** All that are going on, taken together; `null` while none has told its size. */
  get current(): EngineDownload | null {
    const running = [...this.#running.values()];
    if (running.length === 0) return null;
    const sum = (key: keyof EngineDownload) => running.reduce((total, one) => total + one[key], 0);
    return { receivedBytes: sum('receivedBytes'), totalBytes: sum('totalBytes') };
  }

  begin(): RunningDownload {
    const download: RunningDownload = {
      isAt: (receivedBytes, totalBytes) => {
        this.#running.set(download, { receivedBytes, totalBytes });
        this.#changed();
      },
      end: () => {
        if (this.#running.delete(download)) this.#changed();
      },
    };
    return download;
  }

  /** Calls back at every change, until the returned function is called. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

export const coreDownloads = new CoreDownloads();
