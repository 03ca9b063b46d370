// @vitest-environment happy-dom

import { beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
});

const MOST = 1000;

const openQueue = async () => {
  const { allowStorage } = await import('./storage.js');
  const { addEvent } = await import('./queue.js');
  allowStorage(true);
  return (id: number, name: string) =>
    addEvent(`${String(id).padStart(6, '0')}.${name}`, JSON.stringify([{ id, name }, null, undefined]));
};

const waiting = () =>
  Object.keys(localStorage)
    .filter((item) => item.startsWith('footfall_event_'))
    .sort()
    .map((item) => item.slice(15));

it('holds a thousand events, and gives the oldest time on site up first', async () => {
  const add = await openQueue();
  for (let id = 0; id < MOST; id++) add(id, id % 2 ? 'page_view' : 'user_engagement');
  expect(waiting()).toHaveLength(MOST);
  add(MOST, 'add_to_cart');
  add(MOST + 1, 'user_engagement');
  expect(waiting()).toHaveLength(MOST);
  expect(waiting().slice(0, 3)).toEqual(['000001.page_view', '000003.page_view', '000004.user_engagement']);
  expect(waiting().slice(-2)).toEqual(['001000.add_to_cart', '001001.user_engagement']);
});

it('gives up the oldest of the rest where no time on site waits, and never an order', async () => {
  const add = await openQueue();
  for (let id = 0; id < 10; id++) add(id, 'purchase');
  for (let id = 10; id < MOST; id++) add(id, 'page_view');
  add(MOST, 'purchase');
  expect(waiting().slice(9, 11)).toEqual(['000009.purchase', '000011.page_view']);
  for (let id = MOST + 1; id < 2 * MOST - 10; id++) add(id, 'purchase');
  expect(waiting()).toHaveLength(MOST);
  expect(waiting().every((item) => item.endsWith('.purchase'))).toBe(true);
});
