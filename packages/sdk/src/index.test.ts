// @vitest-environment happy-dom

import type { EventData, ShopEventName, Item as WireItem } from '@footfall/protocol';
import { beforeEach, expect, expectTypeOf, it, vi } from 'vitest';
import type { Item, KnownEvents } from './index.js';

beforeEach(() => vi.resetModules());

it('says what is wrong when it is called before init', async () => {
  const { track, page } = await import('./index.js');
  expect(() => track('add_to_cart')).toThrow('call init');
  expect(() => page()).toThrow('call init');
});

it('says what is wrong when init has no site or no endpoint', async () => {
  const { init } = await import('./index.js');
  expect(() => init({ site: '', endpoint: 'e' })).toThrow('site');
  expect(() => init({ site: 's' } as never)).toThrow('endpoint');
});

it('warns when it is started twice, and keeps the first settings', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { init } = await import('./index.js');
  const { settings } = await import('./settings.js');
  init({ site: 'first', endpoint: 'e', auto: false });
  init({ site: 'second', endpoint: 'e' });
  expect(warn).toHaveBeenCalledOnce();
  expect((await import('./settings.js')).settings.site).toBe('first');
  expect(settings).toBeDefined();
  delete window.footfallStarted;
});

it('asks of a known event what it needs, and takes anything of one of the shop', async () => {
  const { track } = await import('./index.js');
  const calls = () => {
    track('search', { search_term: 'boots', results: 12 });
    track('size_chart_opened', { size: 42 });
    // @ts-expect-error a search without what was searched for
    track('search', { results: 12 });
    // @ts-expect-error an order without its id
    track('purchase', { value: 1 });
  };
  expect(calls).toBeTypeOf('function');
});

it('has a type for each shop event of the wire, and items that the wire takes', () => {
  expectTypeOf<ShopEventName>().toExtend<keyof KnownEvents>();
  expectTypeOf<keyof WireItem & string>().toExtend<keyof Item>();
  expectTypeOf<EventData>().toBeObject();
});
