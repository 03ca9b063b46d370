import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acquisitionOf } from './acquisition.js';
import { CHANNELS, channelOf } from './channel.js';
import { CLICK_IDS } from './click-ids.js';

const OWN = ['https://shop.example', 'localhost:8787'];
const from = (referrer?: string, query = '') => acquisitionOf(`https://shop.example/${query}`, referrer, OWN);
const brief = (referrer?: string, query = '') => {
  const { source, medium, channel } = from(referrer, query);
  return `${source} / ${medium} / ${channel}`;
};

describe('acquisitionOf, by the referrer', () => {
  it.each([
    [undefined, '(direct) / (none) / Direct'],
    ['', '(direct) / (none) / Direct'],
    ['about:blank', '(direct) / (none) / Direct'],
    ['https://www.google.de/', 'google / organic / Organic Search'],
    ['https://l.facebook.com/', 'facebook / social / Organic Social'],
    ['https://chatgpt.com/', 'chatgpt.com / ai-assistant / AI Assistants'],
    ['https://x.com/i/grok?conversation=1', 'grok.com / ai-assistant / AI Assistants'],
    ['https://x.com/', 'twitter / social / Organic Social'],
    ['https://www.amazon.de/', 'amazon / referral / Organic Shopping'],
    ['https://www.youtube.com/', 'youtube / referral / Organic Video'],
    ['https://mail.google.com/', 'gmail / email / Email'],
    ['https://webmail.firm.example/', 'webmail.firm.example / email / Email'],
    ['https://www.blog.example/post', 'blog.example / referral / Referral'],
    ['https://docs.google.com/', 'docs.google.com / referral / Referral'],
    ['android-app://com.google.android.googlequicksearchbox/', 'google / organic / Organic Search'],
    [
      'android-app://com.google.android.googlequicksearchbox/https/www.google.com',
      'google / organic / Organic Search',
    ],
    ['android-app://com.google.android.gm/', 'gmail / email / Email'],
    ['android-app://com.linkedin.android', 'linkedin / social / Organic Social'],
    ['android-app://org.example.reader/', 'org.example.reader / referral / Referral'],
    ['https://shop.example/cart', '(direct) / (none) / Direct'],
    ['https://www.shop.example/', '(direct) / (none) / Direct'],
    ['http://localhost:8787/', '(direct) / (none) / Direct'],
    ['https://accounts.google.com/', '(direct) / (none) / Direct'],
  ])('%s: %s', (referrer, expected) => {
    expect(brief(referrer)).toBe(expected);
  });

  it.each([
    'https://www.paypal.com/',
    'https://pay.klarna.com/eu/',
    'https://checkoutshopper-live.adyen.com/',
    'https://www.mollie.com/',
    'https://acs.3ds.arcot.com/',
    'https://api.razorpay.com/',
    'https://secure.payu.com/',
    'https://portal.afterpay.com/',
    'https://shop.app/',
    'android-app://com.paypal.android.p2pmobile',
  ])('coming back from paying at %s is no source', (referrer) => {
    expect(from(referrer)).toMatchObject({
      fromPaymentHost: true,
      source: '(direct)',
      medium: '(none)',
      channel: 'Direct',
      campaignKey: null,
    });
  });

  it("takes a shop's own host for its own, though it is a payment host to others", () => {
    expect(acquisitionOf('https://mollie.com/', 'https://help.mollie.com/', []).fromPaymentHost).toBe(false);
  });

  it('does not take a host for own that only ends alike', () => {
    expect(brief('https://notshop.example/')).toBe('notshop.example / referral / Referral');
  });
});

describe('acquisitionOf, by tags and click ids', () => {
  it.each([
    ['?utm_source=News&utm_medium=EMail&utm_campaign=May', 'news / email / Email'],
    ['?gclid=x', 'google / cpc / Paid Search'],
    ['?GCLID=x', 'google / cpc / Paid Search'],
    ['?wbraid=x', 'google / cpc / Paid Search'],
    ['?gclid=x&utm_campaign=shopping-de', 'google / cpc / Paid Shopping'],
    ['?dclid=x', 'google / display / Display'],
    ['?msclkid=x', 'bing / cpc / Paid Search'],
    ['?ttclid=x', 'tiktok / cpc / Paid Social'],
    ['?ScCid=x', 'snapchat / cpc / Paid Social'],
    ['?awc=1_2', 'awin / affiliate / Affiliates'],
    ['?fbclid=x', 'facebook / social / Organic Social'],
    ['?fbclid=x&utm_source=facebook&utm_medium=paid', 'facebook / paid / Paid Social'],
    ['?fbclid=x&utm_source=newsletter', 'newsletter / (not set) / Unassigned'],
    ['?gclid=x&utm_source=partner', 'partner / cpc / Paid Other'],
    ['?utm_source=chatgpt.com', 'chatgpt.com / (not set) / AI Assistants'],
    ['?utm_campaign=spring', '(not set) / (not set) / Unassigned'],
    ['?utm_source=&gclid=', '(direct) / (none) / Direct'],
    ['#utm_source=news&utm_medium=email', 'news / email / Email'],
  ])('%s: %s', (query, expected) => {
    expect(brief(undefined, query)).toBe(expected);
  });

  it('lets tags win over the referrer, and the referrer fill what they leave open', () => {
    expect(brief('https://www.google.com/', '?utm_source=news&utm_medium=email')).toBe(
      'news / email / Email',
    );
    expect(brief('https://www.google.com/', '?utm_campaign=spring')).toBe(
      'google / organic / Organic Search',
    );
    expect(brief('https://l.instagram.com/', '?fbclid=x')).toBe('instagram / social / Organic Social');
    expect(brief('https://www.google.com/', '?gclid=x')).toBe('google / cpc / Paid Search');
    expect(from('https://www.paypal.com/', '?utm_source=news')).toMatchObject({
      source: 'news',
      fromPaymentHost: true,
    });
  });

  it('keeps campaign, term, content, click id kind and referrer host', () => {
    expect(
      from('https://www.google.com/', '?utm_campaign=May%20Sale&utm_term=shoes&utm_content=b&gclid=secret'),
    ).toMatchObject({
      campaign: 'May Sale',
      term: 'shoes',
      content: 'b',
      clickId: 'gclid',
      referrerHost: 'www.google.com',
    });
    expect(from(undefined, '?utm_id=42').campaign).toBe('42');
    expect(from(undefined, '').campaign).toBeNull();
  });

  it('makes a campaign key of what makes a campaign, and of nothing else', () => {
    const key = (query: string) => from(undefined, query).campaignKey;
    expect(key('?page=2')).toBeNull();
    expect(key('?utm_source=a&page=2')).toBe(key('?page=3&utm_source=a'));
    expect(key('?utm_source=a')).not.toBe(key('?utm_source=b'));
    expect(key('?gclid=1')).not.toBe(key('?gclid=2'));
    expect(key('?utm_source=a%26utm_medium%3Db')).not.toBe(key('?utm_source=a&utm_medium=b'));
  });

  it('gives every click id a channel', () => {
    for (const kind of CLICK_IDS)
      expect(from(undefined, `?${kind.parameter}=1`).channel).not.toBe('Unassigned');
  });
});

describe('acquisitionOf, whatever comes', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.string().map((text) => `https://shop.example/?utm_source=${text}&utm_medium=${text}`),
    fc.string().map((text) => `android-app://${text}`),
    fc.constantFrom('https://www.paypal.com/', 'https://constructor/', 'https://[::1]/', undefined),
  );

  it('never throws, and its channel is that of its source, medium and campaign', () => {
    fc.assert(
      fc.property(hostile, hostile, (landing, referrer) => {
        const acquisition = acquisitionOf(landing, referrer, OWN);
        expect(CHANNELS).toContain(acquisition.channel);
        expect(acquisition.channel).toBe(channelOf(acquisition));
        expect(acquisition.source).not.toBe('');
        expect(acquisition.medium).not.toBe('');
        // Judged again by a rebuild, it is the same.
        expect(acquisitionOf(landing, referrer, OWN)).toEqual(acquisition);
      }),
    );
  });
});
