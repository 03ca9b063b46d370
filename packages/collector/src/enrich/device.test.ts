import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BROWSERS } from './browsers.fixture.js';
import { clientHintsOf } from './client-hints.js';
import { deviceOf } from './device.js';

describe('deviceOf', () => {
  it.each(BROWSERS)('knows $name', ({ userAgent, device, browser, os }) => {
    expect(deviceOf(userAgent)).toEqual({ device, browser, os });
  });

  const hinted = (userAgent: string, headers: Record<string, string>) =>
    deviceOf(userAgent, clientHintsOf(new Headers(headers)));
  const chrome = (system: string) =>
    `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36`;

  it('lets client hints win over the frozen user agent', () => {
    expect(
      hinted(chrome('Windows NT 10.0; Win64; x64'), {
        'sec-ch-ua': '"Not/A)Brand";v="8", "Chromium";v="126", "Brave";v="126"',
        'sec-ch-ua-mobile': '?0',
        'sec-ch-ua-platform': '"Windows"',
      }),
    ).toEqual({ device: 'desktop', browser: 'Brave', os: 'Windows' });
    // A phone that asks for the desktop page.
    expect(
      hinted(chrome('X11; Linux x86_64'), {
        'sec-ch-ua': '"Chromium";v="126", "Google Chrome";v="126", "Not-A.Brand";v="99"',
        'sec-ch-ua-mobile': '?1',
        'sec-ch-ua-platform': '"Android"',
      }),
    ).toEqual({ device: 'mobile', browser: 'Chrome', os: 'Android' });
    expect(
      hinted(chrome('Linux; Android 10; K'), { 'sec-ch-ua-mobile': '?0', 'sec-ch-ua-platform': '"Android"' }),
    ).toEqual({ device: 'tablet', browser: 'Chrome', os: 'Android' });
  });

  it('leaves to the user agent what a web view does not say', () => {
    const wechat = BROWSERS.find((one) => one.name === 'WeChat')!;
    expect(
      hinted(wechat.userAgent, {
        'sec-ch-ua': '"Android WebView";v="116", "Chromium";v="116"',
        'sec-ch-ua-mobile': '?1',
      }).browser,
    ).toBe('WeChat');
  });

  it('leaves a television a television and a tablet a tablet, whatever the hint of mobility says', () => {
    const fireTv = BROWSERS.find((one) => one.name === 'a Fire TV')!;
    expect(
      hinted(fireTv.userAgent, { 'sec-ch-ua-mobile': '?1', 'sec-ch-ua-platform': '"Android"' }).device,
    ).toBe('tv');
    const tablet = BROWSERS.find((one) => one.name === 'an Android tablet')!;
    expect(hinted(tablet.userAgent, { 'sec-ch-ua-mobile': '?1' }).device).toBe('tablet');
  });

  it('says "other" of what is no user agent, and survives any text', () => {
    expect(deviceOf(undefined)).toEqual({ device: 'other', browser: null, os: null });
    expect(deviceOf('curl/8.5.0').device).toBe('other');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), fc.string(), (text, hint) => {
        const info = deviceOf(text, { brands: hint, mobile: hint, platform: hint });
        expect(['desktop', 'mobile', 'tablet', 'tv', 'console', 'other']).toContain(info.device);
      }),
    );
  });
});
