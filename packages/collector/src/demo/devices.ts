import { Weighted } from './random.js';

/** A browser as it says itself in the headers of its requests. */
export interface Browser {
  weight: number;
  kind: 'mobile' | 'desktop' | 'tablet';
  userAgent: string;
  /** `sec-ch-ua`; only Chromium has it. */
  brands?: string | undefined;
  platform?: string;
  screens: readonly string[];
}

const CHROME = '"Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"';
const EDGE = '"Chromium";v="142", "Microsoft Edge";v="142", "Not_A Brand";v="99"';
const SAMSUNG = '"Chromium";v="136", "Samsung Internet";v="29.0", "Not.A/Brand";v="99"';
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const PHONES = ['390x844', '393x852', '412x915', '360x800', '430x932'];
const DESKTOPS = ['1920x1080', '1536x864', '1440x900', '2560x1440', '1366x768'];

export const BROWSERS = new Weighted<Browser>(
  [
    {
      weight: 270,
      kind: 'mobile',
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      screens: PHONES,
    },
    {
      weight: 210,
      kind: 'mobile',
      userAgent: `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36`,
      brands: CHROME,
      platform: '"Android"',
      screens: PHONES,
    },
    {
      weight: 55,
      kind: 'mobile',
      userAgent: `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36`,
      brands: SAMSUNG,
      platform: '"Android"',
      screens: PHONES,
    },
    {
      weight: 30,
      kind: 'mobile',
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 390.0.0.28.85 (iPhone15,2; iOS 18_5; de_DE; de; scale=3.00; 1179x2556; 741000000)',
      screens: PHONES,
    },
    {
      weight: 190,
      kind: 'desktop',
      userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`,
      brands: CHROME,
      platform: '"Windows"',
      screens: DESKTOPS,
    },
    {
      weight: 55,
      kind: 'desktop',
      userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
      brands: EDGE,
      platform: '"Windows"',
      screens: DESKTOPS,
    },
    {
      weight: 55,
      kind: 'desktop',
      userAgent:
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
      screens: ['1440x900', '1512x982', '1728x1117'],
    },
    {
      weight: 35,
      kind: 'desktop',
      userAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`,
      brands: CHROME,
      platform: '"macOS"',
      screens: ['1440x900', '1512x982', '1728x1117'],
    },
    {
      weight: 40,
      kind: 'desktop',
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0',
      screens: DESKTOPS,
    },
    {
      weight: 12,
      kind: 'desktop',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
      screens: DESKTOPS,
    },
    {
      weight: 40,
      kind: 'tablet',
      userAgent:
        'Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      screens: ['820x1180', '1024x1366'],
    },
  ],
  (browser) => browser.weight,
);

/** Machines that run the script of a page. */
export const BOTS: readonly string[] = [
  `Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) ${WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)`,
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/142.0.0.0 Safari/537.36`,
  'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
];
