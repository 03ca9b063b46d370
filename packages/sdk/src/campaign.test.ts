import { expect, it } from 'vitest';
import { splitCampaign } from './campaign.js';

it('takes campaign parameters and click ids out of the URL and keeps the rest as it was', () => {
  expect(splitCampaign('https://s.example/p/1?utm_source=a+b&id=7&gclid=X%26Y&q=%C3%A4#top')).toEqual([
    'https://s.example/p/1?id=7&q=%C3%A4#top',
    { utm_source: 'a b', gclid: 'X&Y' },
  ]);
});

it.each([
  'https://s.example/',
  'https://s.example/?',
  'https://s.example/?a=%E0%A4%A',
  'https://s.example/#?utm_source=x',
])('leaves %s without campaign', (url) => expect(splitCampaign(url)[1]).toEqual({}));

it('survives a parameter that is not UTF-8', () => {
  expect(splitCampaign('https://s.example/?utm_source=%E0%A4%A')[0]).toBe('https://s.example/');
});
