import Bowser from 'bowser';
import { LRUCache } from 'lru-cache';
import type { ClientHints } from './client-hints.js';
import { brandsOf } from './client-hints.js';

export type DeviceKind = 'desktop' | 'mobile' | 'tablet' | 'tv' | 'console' | 'other';

/** The device of a visit. Names only: versions would make thousands of rows that no shop reads. */
export interface DeviceInfo {
  readonly device: DeviceKind;
  readonly browser: string | null;
  readonly os: string | null;
}

const UNKNOWN: DeviceInfo = { device: 'other', browser: null, os: null };
const LOOKED_AT = 512;
const cache = new LRUCache<string, DeviceInfo>({ max: 10_000 });

const CONSOLE = /playstation|xbox|nintendo/i;
const TV =
  /smart-?tv|smarttv|googletv|google tv|android ?tv|apple ?tv|hbbtv|netcast|web0s|webos\.tv|tizen.*\btv\b|bravia|\bAFT[A-Z]{1,4}\b|roku|viera|aquos|crkey/i;

/**
 * Device kind, browser and operating system. Client hints win where they are given, for Chromium freezes its user
 * agent; the user agent (bowser, MIT) knows the rest. Answers are cached, for a shop sees few of them again and again.
 *
 * An iPad that asks for desktop pages says that it is a Mac and stays `desktop`: only touch could tell, which is not sent.
 *
 * @returns `other` and nulls where nothing is known; bots too may have any
 */
export function deviceOf(userAgent: string | undefined, hints: ClientHints = {}): DeviceInfo {
  const agent = (userAgent ?? '').trim().slice(0, LOOKED_AT);
  const key = [agent, hints.brands ?? '', hints.mobile ?? '', hints.platform ?? ''].join('\n');
  let info = cache.get(key);
  if (info === undefined) {
    info = judged(agent, hints);
    cache.set(key, info);
  }
  return info;
}

function judged(agent: string, hints: ClientHints): DeviceInfo {
  const told = agent === '' ? UNKNOWN : byUserAgent(agent);
  const os = osByHint(hints.platform) ?? told.os;
  return { device: deviceByHints(hints, os, told.device), browser: browserByHints(hints, told.browser), os };
}

function byUserAgent(agent: string): DeviceInfo {
  const { browser, os, platform } = Bowser.parse(agent);
  const osName = os.name === undefined || os.name === '' ? null : os.name;
  return {
    device: kindOf(agent, platform.type, osName),
    browser: browser.name === undefined || browser.name === '' ? null : browser.name,
    os: osName,
  };
}

function kindOf(agent: string, platform: string | undefined, os: string | null): DeviceKind {
  if (CONSOLE.test(agent)) return 'console';
  if (TV.test(agent)) return 'tv';
  if (platform === 'desktop' || platform === 'mobile' || platform === 'tablet' || platform === 'tv')
    return platform;
  return os === 'Chrome OS' || os === 'Linux' || os === 'Windows' || os === 'macOS' ? 'desktop' : 'other';
}

const PLATFORMS: Readonly<Record<string, string>> = {
  android: 'Android',
  'chrome os': 'Chrome OS',
  'chromium os': 'Chrome OS',
  ios: 'iOS',
  linux: 'Linux',
  macos: 'macOS',
  windows: 'Windows',
};

function osByHint(platform: string | undefined): string | undefined {
  const name = platform?.replaceAll('"', '').trim().toLowerCase() ?? '';
  return Object.hasOwn(PLATFORMS, name) ? PLATFORMS[name] : undefined;
}

function deviceByHints(hints: ClientHints, os: string | null, told: DeviceKind): DeviceKind {
  // Televisions, consoles and tablets are no `mobile` by the hint's own rule; there the user agent knows more.
  if (told === 'tv' || told === 'console' || told === 'tablet') return told;
  if (hints.mobile === '?1') return 'mobile';
  if (hints.mobile !== '?0' || hints.platform === undefined) return told;
  if (os === 'Android') return 'tablet';
  return os === 'Windows' || os === 'macOS' || os === 'Linux' || os === 'Chrome OS' ? 'desktop' : told;
}

// The names that bowser has for the same browsers, so that hints and user agents fall into one row.
const BRANDS: Readonly<Record<string, string>> = {
  'google chrome': 'Chrome',
  headlesschrome: 'Chrome',
  'android webview': 'Android WebView',
  'microsoft edge': 'Microsoft Edge',
  'microsoft edge webview2': 'Microsoft Edge',
  opera: 'Opera',
  'opera gx': 'Opera',
  'opera mobile': 'Opera',
  brave: 'Brave',
  vivaldi: 'Vivaldi',
  yandex: 'Yandex Browser',
  yabrowser: 'Yandex Browser',
  'samsung internet': 'Samsung Internet for Android',
  whale: 'NAVER Whale Browser',
  duckduckgo: 'DuckDuckGo',
  chromium: 'Chromium',
};

function browserByHints(hints: ClientHints, told: string | null): string | null {
  const names = brandsOf(hints.brands)
    .map((brand) => brand.toLowerCase())
    .filter((brand) => Object.hasOwn(BRANDS, brand))
    .map((brand) => BRANDS[brand]!);
  const named = names.find((name) => name !== 'Chromium' && name !== 'Android WebView');
  // Apps on a web view (WeChat, Facebook) tell themselves in the user agent alone.
  const generic = told === null || told === 'Chrome' || told === 'Android Browser';
  return named ?? (generic ? (names[0] ?? told) : told);
}
