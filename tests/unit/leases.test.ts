import { describe, expect, it } from 'vitest';
import { type Lease, Leases } from '../../src/pool/leases';
import { FakeClock, settle } from './support';

const setUp = (budget = 100) => {
  const clock = new FakeClock();
  const leases = new Leases({ budget, clock });
  const granted: string[] = [];
  const held = new Map<string, Lease>();
  const failed: unknown[] = [];
  const acquire = (amount: number, label: string, signal?: AbortSignal): void => {
    leases.acquire(amount, label, signal).then(
      (lease) => {
        granted.push(label);
        held.set(label, lease);
      },
      (error) => failed.push(error),
    );
  };
  return { clock, leases, granted, held, failed, acquire };
};

describe('leases', () => {
  it('are given until the budget is used, and then as they are given back, first come first served', async () => {
    const { leases, granted, held, acquire } = setUp();
    acquire(60, 'a');
    acquire(60, 'b');
    acquire(10, 'c');
    await settle();
    // A small one does not overtake: the big one would wait for ever.
    expect(granted).toEqual(['a']);
    held.get('a')?.release();
    held.get('a')?.release();
    await settle();
    expect(granted).toEqual(['a', 'b', 'c']);
    expect(leases.inUse).toBe(70);
  });

  it('what is larger than the whole budget is tried alone', async () => {
    const { granted, held, acquire } = setUp();
    acquire(10, 'small');
    acquire(500, 'huge');
    await settle();
    expect(granted).toEqual(['small']);
    held.get('small')?.release();
    await settle();
    expect(granted).toEqual(['small', 'huge']);
  });

  it('who waits while nothing moves for 30 s fails, and the next is served', async () => {
    const { clock, granted, failed, acquire } = setUp();
    acquire(60, 'a');
    acquire(60, 'b');
    acquire(10, 'c');
    await clock.advance(29_999);
    expect(failed).toEqual([]);
    await clock.advance(1);
    expect(failed).toEqual([expect.objectContaining({ category: 'resource' })]);
    expect((failed[0] as Error).message).toContain('“b”');
    expect(granted).toEqual(['a', 'c']);
    expect(clock.pending).toBe(0);
  });

  it('as long as something moves waiting goes on', async () => {
    const { clock, leases, failed, acquire } = setUp();
    acquire(100, 'a');
    acquire(100, 'b');
    for (let step = 0; step < 10; step += 1) {
      await clock.advance(20_000);
      leases.moved();
    }
    expect(failed).toEqual([]);
    await clock.advance(20_000);
    await clock.advance(10_000);
    expect(failed).toHaveLength(1);
  });

  it('the one that all others wait for does not wait, whatever is in use', async () => {
    const { leases, granted, failed, acquire } = setUp();
    acquire(90, 'a');
    acquire(60, 'b');
    const next = await leases.acquire(60, 'next', undefined, true);
    expect(leases.inUse).toBe(150);
    // The others still wait their turn.
    expect([granted, failed]).toEqual([['a'], []]);
    next.release();
    expect(leases.inUse).toBe(90);
  });

  it('cancelling ends the waiting at once, and lets the next in', async () => {
    const { granted, failed, acquire, clock } = setUp();
    const abort = new AbortController();
    acquire(60, 'a');
    acquire(60, 'b', abort.signal);
    acquire(40, 'c');
    await settle();
    abort.abort();
    await settle();
    expect(failed).toEqual([expect.objectContaining({ category: 'cancelled' })]);
    expect(granted).toEqual(['a', 'c']);
    expect(clock.pending).toBe(0);
  });
});
