import { describe, expect, it } from 'vitest';
import { newSite, siteInput } from '../settings/site.js';
import { welcome } from './welcome.js';

const tokyo = {
  ...newSite(
    siteInput.parse({
      id: 'shop',
      origins: ['https://shop.example'],
      timezone: 'Asia/Tokyo',
      currency: 'JPY',
    }),
  ),
  key: 1,
  created: 0,
};
const start = {
  url: 'http://localhost:8787',
  folder: '/data',
  adminKey: 'ff_secret',
  ownKey: false,
  sites: [tokyo],
  demo: undefined,
  // Already the next day in Tokyo.
  now: Date.UTC(2026, 0, 31, 20),
};

describe('welcome', () => {
  it('has the first key in a line that can be pasted, with days of the site', () => {
    expect(welcome(start)).toContain(
      'curl -H "Authorization: Bearer ff_secret" "http://localhost:8787/v1/kpis/visitors?site=shop&from=2026-01-03&to=2026-02-01"',
    );
    expect(welcome(start)).not.toContain('/shop/');
  });

  it('tells how to come back in when the key was shown before', () => {
    expect(welcome({ ...start, adminKey: undefined })).toContain('footfall key add --role admin');
    expect(welcome({ ...start, adminKey: undefined, ownKey: true })).not.toContain('key add');
  });

  it('asks for a site where there is none', () => {
    expect(welcome({ ...start, sites: [] })).toContain('footfall site add shop');
  });
});
