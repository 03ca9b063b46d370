import { describe, expect, it } from 'vitest';
import { changedSite, isNetwork, newSite, realOrigin, realTimeZone, siteChange, siteInput } from './site.js';

const shop = {
  id: 'shop',
  origins: ['https://Shop.example/', 'https://shop.example'],
  timezone: 'europe/berlin',
  currency: 'eur',
};

describe('siteInput', () => {
  it('takes what api.md gives, brings it into one form and fills the defaults', () => {
    expect(newSite(siteInput.parse(shop))).toEqual({
      id: 'shop',
      name: 'shop',
      origins: ['https://shop.example'],
      timezone: 'Europe/Berlin',
      currency: 'EUR',
      settings: {
        visitIdleMinutes: 30,
        contentGroups: [{ name: 'blog', pattern: '/blog' }],
        internalNetworks: [],
      },
    });
  });

  it.each([
    ['id', { id: 'Shop' }],
    ['id', { id: '../etc' }],
    ['origins', { origins: [] }],
    ['origins', { origins: ['https://shop.example/path'] }],
    ['timezone', { timezone: 'Europe/Nowhere' }],
    ['currency', { currency: 'EURO' }],
    ['currency', { currency: 'QQQ' }],
    ['visit_idle_minutes', { visit_idle_minutes: 0 }],
    ['internal_networks', { internal_networks: ['10.0.0.0/33'] }],
    ['content_groups', { content_groups: [{ name: 'blog', pattern: 'blog' }] }],
  ])('refuses a wrong %s by its name: %j', (field, wrong) => {
    const result = siteInput.safeParse({ ...shop, ...wrong });
    expect(result.error?.issues[0]?.path[0]).toBe(field);
  });

  it('refuses fields that it does not know, for a mistyped one would silently do nothing', () => {
    expect(siteInput.safeParse({ ...shop, curency: 'EUR' }).success).toBe(false);
  });
});

describe('siteChange', () => {
  it('changes only what it names, settings too', () => {
    const site = { ...newSite(siteInput.parse(shop)), key: 1, created: 0 };
    expect(changedSite(site, siteChange.parse({ currency: 'GBP' }))).toEqual({ currency: 'GBP' });
    expect(changedSite(site, siteChange.parse({ visit_idle_minutes: 45 }))).toEqual({
      settings: { ...site.settings, visitIdleMinutes: 45 },
    });
  });

  it('refuses an empty change', () => {
    expect(siteChange.safeParse({}).success).toBe(false);
  });
});

describe('realTimeZone', () => {
  it.each([
    ['Asia/Kathmandu', 'Asia/Kathmandu'],
    ['america/new_york', 'America/New_York'],
    ['UTC', 'UTC'],
    ['+02:00', undefined],
    ['Mars/Olympus', undefined],
    ['', undefined],
  ])('%s is %s', (name, zone) => expect(realTimeZone(name)).toBe(zone));
});

describe('realOrigin', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['http://localhost:8787/', 'http://localhost:8787'],
    ['https://shop.example:443', 'https://shop.example'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://user@shop.example', undefined],
    ['https://*.shop.example', undefined],
    ['ftp://shop.example', undefined],
    ['shop.example', undefined],
    ['null', undefined],
  ])('%s is %s', (text, origin) => expect(realOrigin(text)).toBe(origin));
});

describe('isNetwork', () => {
  it.each(['192.0.2.1', '192.0.2.0/24', '2001:db8::/32', '::1'])('%s is one', (text) =>
    expect(isNetwork(text)).toBe(true),
  );
  it.each(['192.0.2.0/33', '192.0.2/24', '1.2.3.4/', '2001:db8::/129', 'office', '1.2.3.4/8/8'])(
    '%s is none',
    (text) => expect(isNetwork(text)).toBe(false),
  );
});
