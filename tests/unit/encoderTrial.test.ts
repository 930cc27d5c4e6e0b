import { afterEach, describe, expect, it, vi } from 'vitest';
import { browserEncoders } from '../../src/render/encoderTrial';

interface Fakes {
  /** Encoders of hardware that work at one time. */
  readonly sessions: number;
  /** What hardware does instead. */
  readonly hardware?: 'refuses' | 'throws' | 'is silent' | 'gives nothing' | 'gives another grey';
}

/** A browser's codecs. Keeps count of the encoders that are open. */
const fakeCodecs = ({ sessions, hardware }: Fakes) => {
  const seen = { open: 0, most: 0, made: [] as string[] };
  class FakeEncoder {
    state = 'unconfigured';
    #isHardware = false;
    #packets = 0;
    readonly #init: VideoEncoderInit;

    constructor(init: VideoEncoderInit) {
      this.#init = init;
    }

    static async isConfigSupported({ hardwareAcceleration }: VideoEncoderConfig) {
      return { supported: !(hardware === 'refuses' && hardwareAcceleration === 'prefer-hardware') };
    }

    configure({ codec, hardwareAcceleration }: VideoEncoderConfig): void {
      seen.made.push(`${hardwareAcceleration} ${codec}`);
      this.state = 'configured';
      this.#isHardware = hardwareAcceleration === 'prefer-hardware';
      if (!this.#isHardware) return;
      seen.open += 1;
      seen.most = Math.max(seen.most, seen.open);
      if (hardware === 'throws') throw new DOMException('no', 'NotSupportedError');
    }

    encode(frame: { luma: number }): void {
      if (this.#isHardware && (hardware === 'is silent' || hardware === 'gives nothing')) return;
      const tooMany = this.#isHardware && seen.open > sessions;
      queueMicrotask(() => {
        if (tooMany) return this.#init.error(new DOMException('no session', 'OperationError'));
        this.#packets += 1;
        const luma = this.#isHardware && hardware === 'gives another grey' ? 10 : frame.luma;
        const chunk = { type: 'key', luma } as unknown as EncodedVideoChunk;
        this.#init.output(chunk, { decoderConfig: { codec: '', description: new Uint8Array([1, 2]) } });
      });
    }

    flush(): Promise<void> {
      return this.#isHardware && hardware === 'is silent'
        ? new Promise(() => {})
        : new Promise((resolve) => setTimeout(resolve));
    }

    close(): void {
      if (this.#isHardware && this.state === 'configured') seen.open -= 1;
      this.state = 'closed';
    }
  }
  class FakeDecoder {
    state = 'configured';
    readonly #init: VideoDecoderInit;

    constructor(init: VideoDecoderInit) {
      this.#init = init;
    }

    configure(): void {}

    decode({ luma }: EncodedVideoChunk & { luma: number }): void {
      const frame = {
        allocationSize: () => 320 * 180 * 1.5,
        copyTo: async (planes: Uint8Array) => void planes.fill(luma),
        close: () => {},
      };
      this.#init.output(frame as unknown as VideoFrame);
    }

    async flush(): Promise<void> {}

    close(): void {
      this.state = 'closed';
    }
  }
  class FakeFrame {
    readonly luma: number;

    constructor(planes: Uint8Array) {
      this.luma = planes[0] ?? 0;
    }

    close(): void {}
  }
  vi.stubGlobal('VideoEncoder', FakeEncoder);
  vi.stubGlobal('VideoDecoder', FakeDecoder);
  vi.stubGlobal('VideoFrame', FakeFrame);
  return seen;
};

/** Answers are kept for each rate, so each test has one of its own. */
let fps = 20;
const trial = async (workers: number) => {
  fps += 1;
  const { encoders, failures } = await browserEncoders({ width: 320, height: 180 }, fps, workers);
  const found = encoders.map(({ encoder, sessions }) => [encoder.config.hardwareAcceleration, sessions]);
  return { found, failures };
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the browser’s encoders', () => {
  it.each([
    [3, 8, 3],
    [1, 8, 1],
    [20, 4, 4],
    [20, 16, 8],
    [20, 1, null],
  ])(
    'have sessions that are counted by trying: %i of them, for %i workers',
    async (sessions, workers, count) => {
      const seen = fakeCodecs({ sessions });
      const { found } = await trial(workers);
      expect(found).toEqual([
        ['prefer-hardware', count],
        ['prefer-software', null],
      ]);
      expect(seen.most).toBeLessThanOrEqual(Math.min(sessions + 1, workers));
      expect(seen.open).toBe(0);
    },
  );

  it.each([
    ['refuses', /prefer-hardware.*not supported/],
    ['throws', /prefer-hardware.*no/],
    ['gives nothing', /prefer-hardware.*no packet/],
    ['gives another grey', /prefer-hardware.*96 came out as 10/],
  ] as const)('are believed when they have encoded: one that %s', async (hardware, reason) => {
    const seen = fakeCodecs({ sessions: 9, hardware });
    const { found, failures } = await trial(4);
    expect(found).toEqual([['prefer-software', null]]);
    expect(failures).toHaveLength(3);
    expect(failures[0]).toMatch(reason);
    expect(seen.open).toBe(0);
  });

  it('are asked once where they do not answer, and closed', async () => {
    vi.useFakeTimers();
    const seen = fakeCodecs({ sessions: 9, hardware: 'is silent' });
    const tried = trial(4);
    await vi.advanceTimersByTimeAsync(11_000);
    await vi.advanceTimersByTimeAsync(1000);
    const { found, failures } = await tried;
    expect(found).toEqual([['prefer-software', null]]);
    expect(failures).toEqual([expect.stringContaining('does not answer')]);
    expect(seen.open).toBe(0);
  });

  it('are none where there is no WebCodecs', async () => {
    expect(await trial(2)).toEqual({ found: [], failures: ['this browser has no WebCodecs'] });
  });
});
