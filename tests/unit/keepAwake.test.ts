import { describe, expect, it } from 'vitest';
import { type AwakeScope, keepAwake } from '../../src/render/keepAwake';
import { settle } from './support';

const fakePage = (request: () => Promise<{ release(): Promise<void> }>) => {
  const target = new EventTarget();
  const document = Object.assign(target, { visibilityState: 'visible' as DocumentVisibilityState });
  const show = (state: DocumentVisibilityState): void => {
    document.visibilityState = state;
    target.dispatchEvent(new Event('visibilitychange'));
  };
  return { scope: { wakeLock: { request }, document } as unknown as AwakeScope, show };
};

describe('keepAwake', () => {
  it('holds a lock until it is let go, and asks again when the tab is seen again', async () => {
    let asked = 0;
    let released = 0;
    const { scope, show } = fakePage(async () => {
      asked += 1;
      return {
        release: async () => {
          released += 1;
        },
      };
    });
    const letGo = keepAwake(scope);
    show('hidden');
    show('visible');
    expect(asked).toBe(2);
    letGo();
    await settle();
    expect(released).toBe(1);
    show('visible');
    expect(asked).toBe(2);
  });

  it('does without where it is refused, or not there', async () => {
    const { scope } = fakePage(() => Promise.reject(new Error('NotAllowedError')));
    const letGo = keepAwake(scope);
    await settle();
    letGo();
    keepAwake({ wakeLock: undefined, document: undefined })();
    await settle();
  });
});
