import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcer } from '../../src/page/state/announcer.svelte';
import { CaptionState } from '../../src/page/state/captions.svelte';
import { Materials } from '../../src/page/state/materials.svelte';
import { applyPreset, presetOf } from '../../src/page/state/presets';
import { History } from '../../src/page/state/project/history';
import { ProjectState } from '../../src/page/state/project/projectState.svelte';
import { Undo } from '../../src/page/state/project/undo.svelte';
import { SettingsState } from '../../src/page/state/settings.svelte';
import { SoundState } from '../../src/page/state/sound.svelte';
import { WatermarkState } from '../../src/page/state/watermark.svelte';

describe('a history', () => {
  const numbers = () => new History<number>(0, (before, now) => before === now);

  it('goes back and forth, and forgets what was undone with a new step', () => {
    const history = numbers();
    for (const step of [1, 1, 2, 3]) history.record(step);
    expect([history.undo(), history.undo(), history.redo()]).toEqual([2, 1, 2]);
    history.record(9);
    expect([history.redo(), history.undo(), history.undo(), history.undo(), history.undo()]).toEqual([
      ...[null, 2, 1, 0, null],
    ]);
  });

  it('is bounded', () => {
    const history = numbers();
    for (let step = 1; step <= 1000; step += 1) history.record(step);
    let back = 0;
    while (history.undo() !== null) back += 1;
    expect(back).toBe(100);
  });

  it('undoes and does again whatever was done', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 50 }), (steps) => {
        const history = numbers();
        for (const step of steps) history.record(step);
        const seen: number[] = [];
        for (let back = history.undo(); back !== null; back = history.undo()) seen.push(back);
        const again: number[] = [];
        for (let forth = history.redo(); forth !== null; forth = history.redo()) again.push(forth);
        const distinct = [0, ...steps].filter((step, at, all) => at === 0 || step !== all[at - 1]);
        expect([...seen.toReversed(), ...distinct.slice(-1)]).toEqual(distinct);
        expect(again).toEqual(distinct.slice(1));
      }),
    );
  });
});

describe('undo', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const page = () => {
    const announcer = new Announcer();
    const materials = new Materials(announcer);
    const settings = new SettingsState(announcer);
    const [sound, captions, watermark] = [new SoundState(), new CaptionState(), new WatermarkState()];
    const project = new ProjectState({ materials, settings, sound, captions, watermark });
    const undo = new Undo(project, announcer);
    /** What an effect does, and the moment after it. */
    const settle = () => {
      undo.watch(true);
      vi.advanceTimersByTime(1000);
    };
    settle();
    return { materials, settings, sound, captions, project, undo, settle };
  };
  const file = (name: string) => new File(['x'], name, { type: 'video/mp4' });
  const names = ({ clips }: Materials) => clips.map(({ name }) => name);

  it('takes back clips that were added, moved, removed, left out and set, one step after the other', () => {
    const { materials, undo, settle } = page();
    expect([undo.canUndo, undo.canRedo]).toEqual([false, false]);
    materials.addClips([file('a'), file('b')]);
    settle();
    const [a] = materials.clips;
    materials.moveBy(a!, 1);
    settle();
    a!.own.values.inPoint = 2;
    settle();
    materials.setExcluded(a!, true);
    settle();
    materials.remove(materials.clips[0]!);
    settle();
    expect(names(materials)).toEqual(['a']);

    undo.undo();
    expect(names(materials)).toEqual(['b', 'a']);
    // What stayed was not read again.
    expect(materials.clips[1]).toBe(a);
    undo.undo();
    expect([a!.excluded, a!.own.values.inPoint]).toEqual([false, 2]);
    undo.undo();
    expect(a!.own.values.inPoint).toBeNull();
    undo.undo();
    expect(names(materials)).toEqual(['a', 'b']);
    undo.undo();
    expect([names(materials), undo.canUndo]).toEqual([[], false]);
    for (let step = 0; step < 5; step += 1) undo.redo();
    expect([names(materials), materials.clips[0]!.excluded, undo.canRedo]).toEqual([['a'], true, false]);
  });

  it('makes one step of changes that follow each other fast, and notes the last one before it goes back', () => {
    const { settings, sound, undo, settle } = page();
    for (const width of [1, 2, 3]) {
      settings.values.clipDuration = width;
      undo.watch(true);
      vi.advanceTimersByTime(100);
    }
    settle();
    sound.values.musicVolume = 1;
    undo.watch(true);
    undo.undo();
    expect([sound.values.musicVolume, settings.values.clipDuration]).toEqual([0.2, 3]);
    undo.undo();
    expect([settings.values.clipDuration, undo.canUndo]).toEqual([5, false]);
  });

  it('is not disturbed by what it has put on the page itself', () => {
    const { settings, captions, undo, settle } = page();
    applyPreset('story', settings.values, captions.values);
    settle();
    applyPreset('youtube', settings.values, captions.values);
    settings.values.transition = 'wipe';
    settle();
    undo.undo();
    settle();
    expect([presetOf(settings.values, captions.values), undo.canRedo]).toEqual(['story', true]);
    undo.redo();
    settle();
    expect([presetOf(settings.values, captions.values), settings.values.transition]).toEqual([
      'youtube',
      'wipe',
    ]);
  });

  it('has no step for a file that was waited for', () => {
    const { materials, project, undo, settle } = page();
    const waited = { name: 'v', size: null, lastModified: null, handle: null };
    const { project: empty, files } = project.whole();
    project.load({ project: { ...empty, voiceOver: ['v'] }, files: { ...files, voiceOver: [waited] } });
    settle();
    materials.fill([file('v')]);
    settle();
    expect(materials.waiting).toEqual([]);
    undo.undo();
    expect([materials.voiceOvers.length, undo.canUndo]).toEqual([0, false]);
    undo.redo();
    expect(materials.voiceOvers[0]?.missing).toBe(false);
  });
});

describe('a preset', () => {
  it('is known by the values that it sets, until one of them is another', () => {
    const announcer = new Announcer();
    const [settings, captions] = [new SettingsState(announcer).values, new CaptionState().values];
    expect(presetOf(settings, captions)).toBeNull();
    applyPreset('square', settings, captions);
    expect([presetOf(settings, captions), settings.shape, settings.clipDuration]).toEqual([
      'square',
      '1:1',
      4,
    ]);
    settings.transition = 'crossfade';
    expect(presetOf(settings, captions)).toBe('square');
    settings.clipDuration = 9;
    expect(presetOf(settings, captions)).toBeNull();
  });
});
