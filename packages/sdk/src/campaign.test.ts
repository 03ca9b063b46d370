import { takeCampaign } from '@footfall/protocol';
import { expect, it } from 'vitest';
import { campaignOf } from './campaign.js';

it.each([
  ...[
    'utm_source=a',
    'UTM_Campaign=a',
    'gclid=a',
    'fbclid=a',
    'gbraid=a',
    'wbraid=a',
    'li_fat_id=a',
    'epik=a',
  ],
  ...['mc_cid=a', '_hsenc=a', 'igshid=a', '_gl=a', 'srsltid=a'],
])('tells one campaign from another by %s', (tag) => {
  const campaign = campaignOf(`https://s.example/p?size=41&${tag}`);
  expect(campaign).not.toBe('');
  expect(campaignOf(`https://s.example/q?${tag}#top`)).toBe(campaign);
  expect(campaignOf(`https://s.example/p?${tag}b`)).not.toBe(campaign);
  // The collector has a list of its own, which must not know others.
  const event = { name: 'page_view', url: `https://s.example/p?size=41&${tag}` };
  takeCampaign(event, true);
  expect(event.url).toBe('https://s.example/p?size=41');
});

it.each([
  ...['https://s.example/', 'https://s.example/?', 'https://s.example/?a=%E0%A4%A&size=41'],
  'https://s.example/#?utm_source=x',
])('finds none in %s', (url) => expect(campaignOf(url)).toBe(''));

it('survives a parameter that is not UTF-8', () => {
  expect(campaignOf('https://s.example/?utm_source=%E0%A4%A')).not.toBe('');
});
