import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, NOW, type TestApp } from '../app.fixture.js';

const DAY = 24 * 3600_000;
const TODAY = Math.floor(NOW / DAY);
const ID = '0198a8a8-0000-7000-8000-000000000001';
const OTHER_ID = '0198a8a8-0000-7000-8000-000000000002';
const FIRST = NOW - 3 * DAY;
const batch = {
  site: 'shop',
  sent: NOW,
  visitor: { id: ID, first: FIRST },
  visit: { id: 's1', number: 1, started: NOW },
  events: [{ id: 'e1', name: 'page_view', time: NOW, url: 'https://shop.example/' }],
};
const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };
const NEW = `footfall_id=${ID}.${FIRST}.${TODAY}; Max-Age=34560000; Path=/; SameSite=Lax; Secure`;

let test: TestApp;
beforeEach(async () => {
  test = await createTestApp();
});

/** Sends a beacon and tells which cookie its answer sets. */
async function cookieOf(body: object, headers: Record<string, string>, path = '/v1/events') {
  const response = await test.ask('POST', path, {
    headers: { origin: 'https://shop.example', 'content-type': 'text/plain', ...headers },
    body: JSON.stringify(body),
  });
  expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  return { status: response.status, cookie: response.headers.get('set-cookie') };
}

describe('the cookie that a collector on the shop’s own host sets', () => {
  it('says who the visitor is and when it was set, for 400 days, to the script too', async () => {
    expect(await cookieOf(batch, SAME_ORIGIN)).toEqual({ status: 204, cookie: NEW });
  });

  it('is what the tracker reads', async () => {
    const { cookie } = await cookieOf(batch, SAME_ORIGIN);
    expect(/footfall_id=([\w-]{36})\.(\d+)/.exec(cookie!)!.slice(1)).toEqual([ID, String(FIRST)]);
  });

  it('is set on a page without TLS too, by the name of the host alone', async () => {
    await test.store.changeSite('shop', { origins: ['http://shop.example'] });
    const headers = { origin: 'http://shop.example' };
    const { cookie } = await cookieOf(batch, headers, 'http://shop.example/v1/events');
    expect(cookie).toBe(NEW.replace('; Secure', ''));
    expect((await cookieOf(batch, headers, 'http://stats.shop.example/v1/events')).cookie).toBeNull();
  });

  it.each(['same-site', 'cross-site', 'none'])('is not set for a page that is %s', async (site) => {
    expect(await cookieOf(batch, { 'sec-fetch-site': site })).toEqual({ status: 204, cookie: null });
  });

  it.each([
    ['without ids', { ...batch, visitor: null, visit: null }],
    ['who said no', { ...batch, consent: 'denied' }],
    ['who was not asked yet', { ...batch, consent: 'pending' }],
    ['whose id the tracker could not read', { ...batch, visitor: { id: 'x; Domain=example', first: 1 } }],
  ])('is not set for a visitor %s', async (_, body) => {
    expect((await cookieOf(body, SAME_ORIGIN)).cookie).toBeNull();
  });

  it('is not set for a program with a key', async () => {
    const authorization = `Bearer ${await test.key('writer')}`;
    expect(await cookieOf(batch, { ...SAME_ORIGIN, authorization })).toEqual({ status: 200, cookie: null });
  });

  it('is not set when the events were not taken', async () => {
    test.store.fail = new Error('disk on fire');
    expect(await cookieOf(batch, SAME_ORIGIN)).toEqual({ status: 500, cookie: null });
    test.store.fail = undefined;
    const foreign = { ...SAME_ORIGIN, origin: 'https://other.example' };
    expect(await cookieOf(batch, foreign)).toEqual({ status: 403, cookie: null });
  });

  it('is not set again while it is young, and set anew when less than 100 days are left', async () => {
    const aged = (days: number) => ({
      ...SAME_ORIGIN,
      cookie: `a=b; footfall_id=${ID}.${FIRST}.${TODAY - days}; footfall=x`,
    });
    for (const days of [0, 1, 299, 300]) expect((await cookieOf(batch, aged(days))).cookie).toBeNull();
    for (const days of [301, 399, -1]) expect((await cookieOf(batch, aged(days))).cookie).toBe(NEW);
  });

  it.each([
    ['of another visitor', `footfall_id=${OTHER_ID}.1.${TODAY}`],
    ['that does not say when it was set', `footfall_id=${ID}.${FIRST}`],
    ['that is garbage', 'footfall_id=;;=;'],
    ['whose name only ends alike', `not_footfall_id=${ID}.${FIRST}.${TODAY}`],
  ])('replaces one %s', async (_, cookie) => {
    expect((await cookieOf(batch, { ...SAME_ORIGIN, cookie })).cookie).toBe(NEW);
  });

  it('never claims a first time that is still to come', async () => {
    const body = { ...batch, visitor: { id: ID, first: NOW + DAY } };
    expect((await cookieOf(body, SAME_ORIGIN)).cookie).toContain(`footfall_id=${ID}.${NOW}.`);
  });

  it('has this shape or is not set, whatever the browser says', async () => {
    const headerText = fc.stringMatching(/^[\x20-\x7e]*$/);
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), fc.nat(), headerText, async (id, first, cookie) => {
        const answer = await cookieOf({ ...batch, visitor: { id, first } }, { ...SAME_ORIGIN, cookie });
        if (answer.cookie !== null)
          expect(answer.cookie).toMatch(
            /^footfall_id=[\w-]{36}\.\d+\.\d+; Max-Age=34560000; Path=\/; SameSite=Lax; Secure$/,
          );
      }),
      { numRuns: 50 },
    );
  });
});
