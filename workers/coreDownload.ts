import type { CoreSource, CoreTrouble } from '../src/shared/protocol';

/** So long a server may take to begin its answer, and a body to go on. */
const SILENCE_MS = 30_000;
/** Bound for all of it: 10 MB take so long at 50 kbit/s. */
const DOWNLOAD_MS = 1_800_000;
const REPORT_EVERY_MS = 100;

/** What the first bytes of a file say that it is: RFC 1952, section 2.3.1, and the WebAssembly specification, 5.5.16. */
const GZIP = [0x1f, 0x8b];
const WASM = [0x00, 0x61, 0x73, 0x6d];

/** Why a core could not be had. */
export class CoreFault extends Error {
  readonly trouble: CoreTrouble;

  constructor(trouble: CoreTrouble, detail: string) {
    super(detail);
    this.trouble = trouble;
  }
}

/** A core on its way here. */
export interface CoreStream {
  /** The core's bytes, unpacked. */
  readonly bytes: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** What ended the stream too early, if anything did. */
  fault(): CoreFault | null;
}

type Bytes = Uint8Array<ArrayBuffer>;

const startsWith = (bytes: Bytes, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

const within = async <T>(work: Promise<T>, what: string): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silent = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CoreFault('stalled', what)), SILENCE_MS);
  });
  try {
    return await Promise.race([work, silent]);
  } finally {
    clearTimeout(timer);
  }
};

/** The least that says what a file is; a network may bring it byte by byte. */
const firstBytes = async (read: () => Promise<Bytes | null>): Promise<Bytes> => {
  let first = new Uint8Array();
  while (first.length < WASM.length) {
    const more = await read();
    if (more === null) break;
    const both = new Uint8Array(first.length + more.length);
    both.set(first);
    both.set(more, first.length);
    first = both;
  }
  return first;
};

/**
 * Begins to download a core, and unpacks it as it comes. Most hosts send it as it is stored, packed; one that unpacks it
 * on the way, or the development server, sends it plain.
 * @param cache `reload` goes past every cache, the service worker's too
 * @param onBytes how many have come, out of how many; up to ten times a second
 * @throws CoreFault
 */
export const downloadCore = async (
  { url, packedBytes, plainBytes }: CoreSource,
  cache: RequestCache,
  onBytes: (received: number, total: number) => void,
): Promise<CoreStream> => {
  const abort = new AbortController();
  const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(DOWNLOAD_MS)]);
  let fault: CoreFault | null = null;
  const failed = (thrown: unknown): CoreFault => {
    fault ??= thrown instanceof CoreFault ? thrown : new CoreFault('unreachable', `${thrown} (${url})`);
    abort.abort(fault);
    return fault;
  };
  const response = await within(fetch(url, { cache, signal }), `The server did not answer (${url})`).catch(
    (thrown) => Promise.reject(failed(thrown)),
  );
  if (!response.ok || response.body === null) {
    throw new CoreFault('missing', `${response.status} ${response.statusText} for ${url}`);
  }

  const reader = response.body.getReader();
  let received = 0;
  const read = async (): Promise<Bytes | null> => {
    try {
      const { value } = await within(
        reader.read(),
        `Nothing came for ${SILENCE_MS / 1000} s after ${received} bytes (${url})`,
      );
      received += value?.length ?? 0;
      return value ?? null;
    } catch (thrown) {
      throw failed(thrown);
    }
  };
  const first = await firstBytes(read);
  const packed = startsWith(first, GZIP);
  if (!packed && !startsWith(first, WASM)) throw new CoreFault('damaged', `No core is at ${url}`);

  const total = packed ? packedBytes : plainBytes;
  let reportsSoon = false;
  const report = (): void => {
    reportsSoon = false;
    onBytes(received, total);
  };
  const arriving = new ReadableStream<Bytes>({
    start: (controller) => controller.enqueue(first),
    async pull(controller) {
      if (!reportsSoon) setTimeout(report, REPORT_EVERY_MS);
      reportsSoon = true;
      const bytes = await read();
      if (bytes) controller.enqueue(bytes);
      else controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return {
    bytes: packed ? arriving.pipeThrough(new DecompressionStream('gzip')) : arriving,
    fault: () => fault,
  };
};
