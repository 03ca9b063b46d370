// @vitest-environment happy-dom

import { beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.restoreAllMocks();
  // The build sets it.
  vi.stubGlobal('__VERSION__', 'test');
  localStorage.clear();
  delete window.footfallStarted;
});

const leave = () => dispatchEvent(new Event('pagehide'));
const idsIn = (body: unknown): string[] =>
  JSON.parse(body as string).events.map(({ id }: { id: string }) => id);

/** A page that is left before anything of it was sent. */
const openPage = async (fetchLater?: (url: string, init: RequestInit) => unknown) => {
  const beacon = vi.fn(() => true);
  Object.assign(window, { fetchLater });
  Object.assign(navigator, { sendBeacon: beacon });
  const plain = vi.spyOn(window, 'fetch').mockResolvedValue(new Response(null, { status: 204 }));
  const { init, track } = await import('./index.js');
  init({ site: 'shop', endpoint: 'https://collector.example/v1/events' });
  track('add_to_cart');
  return { beacon, plain };
};

it('leaves by fetchLater where the browser has it, all of it once', async () => {
  const later = vi.fn();
  later.mockReturnValue({ activated: false });
  const { beacon, plain } = await openPage(later);
  leave();
  // A page may be left twice, by going into the back-forward cache and out of it.
  leave();
  expect(later).toHaveBeenCalledTimes(1);
  const [url, request] = later.mock.calls[0]!;
  expect(url).toBe('https://collector.example/v1/events');
  expect(request).toMatchObject({ method: 'POST', activateAfter: 0 });
  expect(JSON.parse(request.body).events.map(({ name }: { name: string }) => name)).toEqual([
    'page_view',
    'add_to_cart',
  ]);
  expect(beacon).not.toHaveBeenCalled();
  expect(plain).not.toHaveBeenCalled();
  // Nobody has heard an answer: it stays for a later page, under the same ids.
  const waiting = Object.keys(localStorage).filter((item) => item.startsWith('footfall_event_'));
  expect(waiting.map((item) => item.slice(15).split('.')[0]).sort()).toEqual(idsIn(request.body).sort());
});

it('leaves by a beacon where fetchLater is refused: its quota is used up', async () => {
  const later = vi.fn(() => {
    throw new DOMException('used up', 'QuotaExceededError');
  });
  const { beacon } = await openPage(later);
  leave();
  expect(later).toHaveBeenCalledTimes(1);
  expect(beacon).toHaveBeenCalledTimes(1);
  expect(idsIn((beacon.mock.calls[0] as unknown[])[1])).toHaveLength(2);
});

it('leaves by a beacon where there is no fetchLater', async () => {
  const { beacon } = await openPage();
  leave();
  leave();
  expect(beacon).toHaveBeenCalledTimes(1);
});
