// @vitest-environment happy-dom
import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useToday } from './use-today.js';

const MIDNIGHT = Date.UTC(2026, 2, 1, 23);

function Day() {
  return useToday('Europe/Berlin');
}

let root: Root;
let page: HTMLElement;
beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers({ now: MIDNIGHT - 90_000 });
  page = document.createElement('p');
  root = createRoot(page);
  act(() => root.render(createElement(Day)));
});
afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('is the day of the zone, and the next one within a minute of its midnight', () => {
  expect(page.textContent).toBe('2026-03-01');
  act(() => vi.advanceTimersByTime(60_000));
  expect(page.textContent).toBe('2026-03-01');
  act(() => vi.advanceTimersByTime(60_000));
  expect(page.textContent).toBe('2026-03-02');
});

it.each([
  ['the page is shown again', () => document.dispatchEvent(new Event('visibilitychange'))],
  ['its window is chosen again', () => window.dispatchEvent(new Event('focus'))],
])('is another one at once when %s after a sleep', (_, wake) => {
  vi.setSystemTime(MIDNIGHT + 8 * 3600_000);
  expect(page.textContent).toBe('2026-03-01');
  act(() => void wake());
  expect(page.textContent).toBe('2026-03-02');
});

it('looks at the clock no more once nobody asks', () => {
  expect(vi.getTimerCount()).toBe(1);
  act(() => root.unmount());
  expect(vi.getTimerCount()).toBe(0);
});
