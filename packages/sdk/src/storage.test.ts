import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it.each([
  ['in use', true],
  ['taken away since', false],
])('erases what is stored, after storage was full and %s', async (_, stillAllowed) => {
  const kept: Record<string, string> = { other: 'stays' };
  Object.defineProperty(kept, 'footfall_event_1', {
    set() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  vi.stubGlobal('localStorage', kept);
  const { allowStorage, eraseAll, readItem, writeItem } = await import('./storage.js');
  allowStorage(true);
  writeItem('footfall', 'kept');
  writeItem('footfall_event_1', 'remembered');
  expect(readItem('footfall_event_1')).toBe('remembered');
  if (!stillAllowed) allowStorage(false);
  eraseAll();
  expect(kept).toEqual({ other: 'stays' });
  expect(readItem('footfall_event_1')).toBeUndefined();
  allowStorage(false);
  writeItem('footfall', 'again');
  expect(kept).toEqual({ other: 'stays' });
});
