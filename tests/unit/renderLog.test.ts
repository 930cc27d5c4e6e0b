import { describe, expect, it } from 'vitest';
import { RenderLog } from '../../src/render/renderLog';
import { FakeClock } from './support';

const event = { event: 'done', worker: 'ClipProcessor-1', label: 'a.mp4', tag: 3, detail: '' } as const;

describe('RenderLog', () => {
  it('says what happened when, where and to what', async () => {
    const clock = new FakeClock();
    await clock.advance(1000);
    const log = new RenderLog(clock);
    await clock.advance(1500);
    log.add(event);
    log.note('left-out', 'It is damaged.', 'b.mp4');
    expect(log.events).toEqual([
      { time: 1500, worker: 'ClipProcessor-1', clip: 'a.mp4', place: 3, event: 'done', detail: '' },
      { time: 1500, worker: null, clip: 'b.mp4', place: null, event: 'left-out', detail: 'It is damaged.' },
    ]);
  });

  it('keeps the last 2000 events, and says how many there were before', () => {
    const log = new RenderLog(new FakeClock());
    for (let tag = 0; tag < 12_345; tag += 1) log.add({ ...event, tag });
    expect(log.length).toBe(12_345);
    expect(log.events).toHaveLength(2001);
    expect(log.events[0]).toMatchObject({ event: 'forgotten', detail: '10345 earlier events' });
    expect(log.events.at(1)?.place).toBe(10_345);
    expect(log.events.at(-1)?.place).toBe(12_344);
  });

  it('gives the same latest events until there is something new', () => {
    const log = new RenderLog(new FakeClock());
    for (let tag = 0; tag < 60; tag += 1) log.add({ ...event, tag });
    const { latest } = log;
    expect(latest.map(({ place }) => place)).toEqual(Array.from({ length: 50 }, (_, index) => index + 10));
    expect(log.latest).toBe(latest);
    log.add(event);
    expect(log.latest).not.toBe(latest);
  });
});
