import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { botReason } from './bot.js';
import { BROWSERS } from './browsers.fixture.js';

describe('botReason', () => {
  it.each(BROWSERS)('takes $name for a person', ({ userAgent }) => {
    expect(botReason({ userAgent })).toBeNull();
  });

  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36',
      'headless',
    ],
    [
      'Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1',
      'headless',
    ],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'spider_named:googlebot'],
    [
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36',
      'spider_named:bingbot',
    ],
    [
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
      'spider_named:gptbot',
    ],
    [
      'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
      'spider_named:facebookexternalhit',
    ],
    [
      'Mozilla/5.0 (Linux; Android 11; moto g power (2022)) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse',
      'spider_named:chrome-lighthouse',
    ],
    [
      'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
      'spider_named:baiduspider',
    ],
    ['curl/8.5.0', 'library'],
    ['python-requests/2.31.0', 'library'],
    ['Go-http-client/2.0', 'library'],
    ['node', 'library'],
    ['okhttp/4.12.0', 'library'],
    ['', 'empty_user_agent'],
    [undefined, 'empty_user_agent'],
  ])('%s: %s', (userAgent, reason) => {
    expect(botReason({ userAgent })).toBe(reason);
  });

  const userAgent = BROWSERS[0]!.userAgent;
  it('believes what browser, hints and page say', () => {
    expect(botReason({ userAgent, webdriver: true })).toBe('webdriver');
    expect(botReason({ userAgent, webdriver: false })).toBeNull();
    expect(botReason({ userAgent, hints: { purpose: 'prefetch;prerender' } })).toBe('prefetch');
    expect(botReason({ userAgent, hints: { brands: '"HeadlessChrome";v="126", "Not/A)Brand";v="8"' } })).toBe(
      'headless',
    );
    expect(botReason({ userAgent, url: 'https://web.archive.org/web/2020/https://shop.example/' })).toBe(
      'copy',
    );
    expect(botReason({ userAgent, url: 'https://shop.example/' })).toBeNull();
  });

  it('answers any text with a short, plain reason', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 2000 }),
        fc.constantFrom('', 'bot', 'Mozilla/5.0 '),
        (text, start) => {
          expect(
            botReason({ userAgent: start + text, url: text, hints: { brands: text } }) ?? 'library',
          ).toMatch(/^[a-z][a-z0-9_.:-]{0,79}$/);
        },
      ),
    );
  });
});
