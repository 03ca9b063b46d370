import { describe, expect, it } from 'vitest';
import { splitCampaign, takeCampaign } from './campaign.js';
import { LIMITS } from './limits.js';

describe('splitCampaign', () => {
  it('takes campaign parameters and click ids out of the URL and keeps the rest as it was', () => {
    expect(splitCampaign('https://s.example/p/1?utm_source=a+b&id=7&gclid=X%26Y&q=%C3%A4#top')).toEqual([
      'https://s.example/p/1?id=7&q=%C3%A4#top',
      { utm_source: 'a b', gclid: 'X&Y' },
    ]);
  });

  it.each([
    ...['https://s.example/', 'https://s.example/?', 'https://s.example/?a=%E0%A4%A&b=c%20d'],
    ...['https://s.example/#?utm_source=x', '/p/1?utm_source=x', 'http://?utm_source=x', ''],
  ])('leaves %s as it is', (url) => expect(splitCampaign(url)).toEqual([url, {}]));

  it('survives a parameter that is not UTF-8', () => {
    expect(splitCampaign('https://s.example/?utm_source=%E0%A4%A')[0]).toBe('https://s.example/');
  });
});

describe('takeCampaign', () => {
  const url = 'https://s.example/p?utm_source=news&size=41&fbclid=F';
  const took = (event: Parameters<typeof takeCampaign>[0], hasVisit = true) => {
    takeCampaign(event, hasVisit);
    return event;
  };

  it('makes fields of what a page view was come to by', () => {
    expect(took({ name: 'page_view', url, data: { utm_source: 'own', content_group: 'blog' } })).toEqual({
      name: 'page_view',
      url: 'https://s.example/p?size=41',
      data: { utm_source: 'own', content_group: 'blog', fbclid: 'F' },
    });
    expect(took({ name: 'page_view', url: 'https://s.example/p' })).not.toHaveProperty('data');
  });

  it('takes it out of the address of any other event', () => {
    expect(took({ name: 'user_engagement', url, data: { scroll: 1 } })).toEqual({
      ...{ name: 'user_engagement', url: 'https://s.example/p?size=41', data: { scroll: 1 } },
    });
    expect(took({ name: 'view_cart' })).toEqual({ name: 'view_cart' });
  });

  it('leaves it in the address where no visit says how it began', () => {
    expect(took({ name: 'page_view', url }, false)).toEqual({
      ...{ name: 'page_view', url, data: { utm_source: 'news', fbclid: 'F' } },
    });
    expect(took({ name: 'view_item', url }, false)).toEqual({ name: 'view_item', url });
  });

  it('takes it out of the page before, and not out of another site’s address', () => {
    const here = 'https://s.example/b';
    expect(took({ name: 'page_view', url: here, referrer: url }).referrer).toBe(
      'https://s.example/p?size=41',
    );
    const elsewhere = 'https://news.example/?utm_source=x';
    expect(took({ name: 'page_view', url: here, referrer: elsewhere }).referrer).toBe(elsewhere);
    expect(took({ name: 'page_view', url: here, referrer: 'no?url' }).referrer).toBe('no?url');
  });

  it('brings no more fields than an event may have, and none longer than a text', () => {
    const many = Array.from({ length: 200 }, (_, n) => `utm_${n}=1`).join('&');
    const long = `utm_long=${'x'.repeat(LIMITS.textLength + 1)}`;
    const { data } = took({ name: 'page_view', url: `https://s.example/?${long}&${many}`, data: { own: 1 } });
    expect(Object.keys(data!)).toHaveLength(LIMITS.dataFields);
    expect(data!.own).toBe(1);
    expect(data!.utm_long).toHaveLength(LIMITS.textLength);
  });
});
