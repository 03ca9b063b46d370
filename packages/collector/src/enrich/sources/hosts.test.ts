import { describe, expect, it } from 'vitest';
import { sourceOfHost } from './hosts.js';

describe('sourceOfHost', () => {
  it.each([
    ['www.google.com', 'search', 'google'],
    ['google.co.uk', 'search', 'google'],
    ['www.google.com.br', 'search', 'google'],
    ['google.de', 'search', 'google'],
    ['images.google.fr', 'search', 'google'],
    ['cn.bing.com', 'search', 'bing'],
    ['uk.search.yahoo.com', 'search', 'yahoo'],
    ['search.yahoo.co.jp', 'search', 'yahoo'],
    ['duckduckgo.com', 'search', 'duckduckgo'],
    ['www.ecosia.org', 'search', 'ecosia'],
    ['yandex.com.tr', 'search', 'yandex'],
    ['search.brave.com', 'search', 'brave'],
    ['search.naver.com', 'search', 'naver'],
    ['search.seznam.cz', 'search', 'seznam'],
    ['l.facebook.com', 'social', 'facebook'],
    ['lm.facebook.com', 'social', 'facebook'],
    ['l.instagram.com', 'social', 'instagram'],
    ['t.co', 'social', 'twitter'],
    ['x.com', 'social', 'twitter'],
    ['out.reddit.com', 'social', 'reddit'],
    ['lnkd.in', 'social', 'linkedin'],
    ['www.pinterest.at', 'social', 'pinterest'],
    ['pinterest.co.kr', 'social', 'pinterest'],
    ['vk.com', 'social', 'vkontakte'],
    ['www.tiktok.com', 'social', 'tiktok'],
    ['m.youtube.com', 'video', 'youtube'],
    ['player.vimeo.com', 'video', 'vimeo'],
    ['chatgpt.com', 'ai', 'chatgpt.com'],
    ['gemini.google.com', 'ai', 'gemini.google.com'],
    ['www.perplexity.ai', 'ai', 'perplexity.ai'],
    ['smile.amazon.co.uk', 'shopping', 'amazon'],
    ['www.idealo.de', 'shopping', 'idealo'],
    ['mail.google.com', 'mail', 'gmail'],
    ['deref-gmx.net', 'mail', 'gmx'],
    ['mail.yahoo.co.jp', 'mail', 'yahoo mail'],
    ['www.paypal.com', 'payment', 'paypal'],
    ['checkout.stripe.com', 'payment', 'stripe'],
    ['pay.google.com', 'payment', 'google pay'],
    ['payments.amazon.de', 'payment', 'amazon pay'],
    ['secure7.arcot.com', 'payment', '3-d secure'],
    ['centinelapi.cardinalcommerce.com', 'payment', '3-d secure'],
    ['secure.przelewy24.pl', 'payment', 'przelewy24'],
    ['accounts.google.com', 'sign_in', 'google'],
  ])('%s is %s %s', (host, kind, name) => {
    expect(sourceOfHost(host)).toEqual({ kind, name });
  });

  it.each([
    'docs.google.com',
    'google.com.evil.example',
    'notfacebook.com',
    'evil-paypal.com',
    'shop.example',
    'localhost',
    '127.0.0.1',
    '[::1]',
    '',
    '.',
    'com',
    'constructor',
    '__proto__',
    'a.'.repeat(5000),
  ])('knows nothing of %s', (host) => {
    expect(sourceOfHost(host)).toBeUndefined();
  });
});
