import { describe, expect, it } from 'vitest';
import { Player } from '../../src/preview/player';
import { previewSize } from '../../src/preview/previewSize';
import { type ReadableSound, SoundFeed } from '../../src/preview/soundFeed';
import type { SoundOutput } from '../../src/preview/soundOutput';
import { voiceSamples } from '../../src/preview/voiceSamples';
import type { StereoSamples } from '../../src/shared/preview';
import { samples } from '../../src/shared/units';
import { FakeClock, settle } from './support';

const RATE = 48_000;

/** What was handed over to be heard: the value of the sound's first sample is its place. */
interface Heard {
  readonly from: number;
  readonly count: number;
  readonly at: number;
}

/** An output whose clock moves only when a test says so. */
class FakeOutput implements SoundOutput {
  now = 5;
  muted = false;
  heard: Heard[] = [];
  stops = 0;

  play([left]: StereoSamples, at: number): void {
    this.heard.push({ from: left[0] ?? -1, count: left.length, at });
  }

  silence(): void {
    this.heard = [];
  }

  stop(): void {
    this.stops += 1;
  }

  close(): void {}
}

/** A sound of which each sample is its own place. */
const rising = (seconds: number): ReadableSound => ({
  length: seconds * RATE,
  read: async (from, count) => {
    const left = Float32Array.from({ length: count }, (_, index) => from + index);
    return [left, left.slice()];
  },
});

interface Setup {
  readonly sound?: ReadableSound | null;
  readonly seconds?: number;
}

const setUp = ({ sound = rising(4), seconds = 4 }: Setup = {}) => {
  const output = new FakeOutput();
  const presented: [frame: number, isPlaying: boolean][] = [];
  const parts = { sound };
  const player = new Player({
    startOutput: async () => output,
    sound: async () => parts.sound,
    present: (frame, isPlaying) => presented.push([frame, isPlaying]),
    onChange: () => {},
  });
  player.load(seconds * 30, 30);
  /** Lets time go by in animation frames. */
  const run = async (ms: number): Promise<void> => {
    for (let gone = 0; gone < ms; gone += 10) {
      output.now += 0.01;
      player.tick();
      await settle();
    }
  };
  return { output, presented, player, parts, run };
};

describe('a preview’s playhead', () => {
  it('follows the output’s clock: each frame is asked for once, in order, and the last one stays', async () => {
    const { player, presented, run } = setUp({ seconds: 1 });
    void player.play();
    await settle();
    expect(player.status).toBe('playing');
    presented.length = 0;
    await run(1200);
    expect(player.status).toBe('ended');
    expect(player.seconds).toBe(1);
    expect(presented.at(-1)).toEqual([29, false]);
    expect(presented.slice(0, -1)).toEqual(
      Array.from({ length: presented.length - 1 }, (_, index) => [presented[0]![0] + index, true]),
    );
    expect(presented.length).toBeGreaterThanOrEqual(29);
  });

  it('passes over frames where the page is late, and is where the sound is', async () => {
    const { player, presented, output } = setUp({ sound: null });
    void player.play();
    await settle();
    output.now += 0.05 + 1.51;
    player.tick();
    expect(player.seconds).toBeCloseTo(1.51, 6);
    expect(presented.at(-1)).toEqual([45, true]);
  });

  it('hears every sample once, at its time, a second ahead at most', async () => {
    const { player, output, run } = setUp();
    player.seek(0.5);
    void player.play();
    await settle();
    const begin = output.now + 0.05;
    await run(2000);
    let next = 0.5 * RATE;
    for (const { from, count, at } of output.heard) {
      expect(from).toBe(next);
      expect(at).toBeCloseTo(begin + from / RATE - 0.5, 6);
      next = from + count;
    }
    const ahead = next / RATE - player.seconds;
    expect(ahead).toBeGreaterThan(0.5);
    expect(ahead).toBeLessThan(1.5);
  });

  it('goes on from where it was paused, and nothing of before is heard', async () => {
    const { player, output, run } = setUp();
    void player.play();
    await settle();
    await run(1000);
    player.pause();
    const { seconds } = player;
    expect(output).toMatchObject({ heard: [], stops: 1 });
    output.now += 10;
    player.tick();
    expect(player.seconds).toBe(seconds);
    void player.play();
    await settle();
    expect(output.heard[0]?.from).toBe(Math.round(seconds * RATE));
    await run(500);
    expect(player.seconds).toBeCloseTo(seconds + 0.45, 1);
  });

  it('plays on where it is put while it plays, on the frame that is shown there', async () => {
    const { player, output, presented, run } = setUp();
    void player.play();
    await settle();
    await run(300);
    player.seek(2.0166);
    expect(presented.at(-1)).toEqual([60, true]);
    await settle();
    expect(player.status).toBe('playing');
    expect(output.heard[0]?.from).toBe(2 * RATE);
    await run(200);
    expect(player.seconds).toBeGreaterThan(2.1);
  });

  it('is seeked before its beginning, behind its end, and by single frames', () => {
    const { player } = setUp();
    player.seek(-3);
    expect(player.frame).toBe(0);
    player.seek(100);
    expect(player.frame).toBe(119);
    player.step(-1);
    expect(player.frame).toBe(118);
    // Every frame is met by its own time: nothing is lost to rounding.
    for (let frame = 0; frame < 120; frame += 1) {
      player.seek(frame / 30);
      expect(player.frame).toBe(frame);
    }
  });

  it('begins anew after the end', async () => {
    const { player, output, run } = setUp({ seconds: 1 });
    void player.play();
    await settle();
    await run(1200);
    void player.play();
    await settle();
    expect(output.heard[0]?.from).toBe(0);
    expect(player.status).toBe('playing');
  });

  it('waits where the sound is not there in time, instead of running ahead of it', async () => {
    let isStuck = false;
    let release = () => {};
    const sound = rising(4);
    const slow: ReadableSound = {
      length: sound.length,
      read: async (from, count) => {
        if (isStuck)
          await new Promise<void>((resolve) => {
            release = resolve;
          });
        return sound.read(from, count);
      },
    };
    const { player, output, run } = setUp({ sound: slow });
    void player.play();
    await settle();
    await run(200);
    isStuck = true;
    await run(2500);
    expect(player.status).toBe('waiting');
    const { seconds } = player;
    expect(seconds).toBeLessThan(1.7);
    isStuck = false;
    release();
    await settle();
    expect(player.status).toBe('playing');
    expect(output.heard[0]?.from).toBe(Math.round(seconds * RATE));
  });

  it('plays without sound where there is none, and the sound joins in when it comes', async () => {
    const { player, output, parts, run } = setUp({ sound: null });
    void player.play();
    await settle();
    await run(1050);
    expect(player.seconds).toBeCloseTo(1, 1);
    expect(output.heard).toEqual([]);
    parts.sound = rising(4);
    player.soundChanged();
    await settle();
    expect(output.heard[0]?.from).toBeCloseTo(RATE, -3);
    expect(player.status).toBe('playing');
  });

  it('keeps its place when another plan comes, as far as that has one', async () => {
    const { player, run } = setUp();
    void player.play();
    await settle();
    await run(2050);
    player.load(90, 30);
    expect(player.seconds).toBeCloseTo(2, 1);
    await settle();
    expect(player.status).toBe('playing');
    player.load(30, 30);
    expect(player.frame).toBe(29);
  });

  it('forgets what it began when it is paused before that is there', async () => {
    const { player, output } = setUp();
    void player.play();
    player.pause();
    await settle();
    expect(player.status).toBe('paused');
    expect(output.heard).toEqual([]);
  });
});

describe('a sound that is handed over in pieces', () => {
  it('ends with its last sample, and wants nothing then', async () => {
    const output = new FakeOutput();
    const feed = new SoundFeed(rising(0.6), output, 0);
    await feed.begin(() => output.now);
    for (let turn = 0; turn < 20; turn += 1) {
      feed.fill();
      await settle();
      output.now += 0.1;
    }
    expect(output.heard.reduce((sum, { count }) => sum + count, 0)).toBe(0.6 * RATE);
    expect(feed.isStarved).toBe(false);
  });

  it('stops for good when its sound fails', async () => {
    const output = new FakeOutput();
    let reads = 0;
    const sound: ReadableSound = {
      length: RATE,
      read: async (from, count) => {
        reads += 1;
        if (reads > 1) throw new Error('lost');
        return rising(1).read(from, count);
      },
    };
    const feed = new SoundFeed(sound, output, 0);
    await feed.begin(() => output.now);
    feed.fill();
    await settle();
    output.now += 1;
    feed.fill();
    await settle();
    expect({ reads, starved: feed.isStarved }).toEqual({ reads: 2, starved: false });
  });
});

describe('a preview’s size', () => {
  it('is even, of the video’s shape, and never larger', () => {
    expect(previewSize({ width: 1080, height: 1920 }, 480)).toEqual({ width: 270, height: 480 });
    expect(previewSize({ width: 320, height: 180 }, 480)).toEqual({ width: 320, height: 180 });
    expect(previewSize({ width: 1000, height: 10 }, 320)).toEqual({ width: 320, height: 4 });
  });
});

describe('the length of a voice-over that a preview plans with', () => {
  const ask = (told: number) => {
    const clock = new FakeClock();
    let count: (length: number) => void = () => {};
    let fail: (error: Error) => void = () => {};
    const counted = new Promise<ReturnType<typeof samples>>((resolve, reject) => {
      count = (length) => resolve(samples(length));
      fail = reject;
    });
    const others: string[] = [];
    const length = voiceSamples({
      counted,
      told: async () => told,
      onOther: () => others.push('again'),
      clock,
    });
    return { clock, count, fail, others, length };
  };

  it('is the counted one where that is there soon', async () => {
    const { clock, count, length, others } = ask(9);
    count(RATE);
    expect(await length).toBe(RATE);
    expect(clock.pending).toBe(0);
    expect(others).toEqual([]);
  });

  it.each([
    ['is planned anew when the count is another one', 2 * RATE + 1, ['again']],
    ['stays when it was right', 2 * RATE, []],
  ])('is the header’s where counting takes long, and %s', async (_, counted, expected) => {
    const { clock, count, length, others } = ask(2);
    await clock.advance(1500);
    expect(await length).toBe(2 * RATE);
    count(counted);
    await settle();
    expect(others).toEqual(expected);
  });

  it('is waited for where the header says nothing, and fails with the file', async () => {
    const silent = ask(0);
    await silent.clock.advance(5000);
    silent.count(7);
    expect(await silent.length).toBe(7);
    const broken = ask(3);
    broken.fail(new Error('no sound'));
    await expect(broken.length).rejects.toThrow('no sound');
  });
});
