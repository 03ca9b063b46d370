import { pageOf } from './page.js';
import { ANDROID_APPS } from './sources/apps.js';
import type { KnownSource } from './sources/hosts.js';
import { sourceOfHost } from './sources/hosts.js';

/** Where a page was reached from. */
export interface Referrer {
  /** Host name, or the package name of an Android app; lower case. */
  readonly host: string;
  /** What is known of it; undefined for a host in no list. */
  readonly known: KnownSource | undefined;
}

const ANDROID = /^android-app:\/{0,2}([a-z0-9._]{1,255})/i;
const GROK: KnownSource = { kind: 'ai', name: 'grok.com' };

/**
 * Reads a referrer: `http(s)` URLs and `android-app://`.
 *
 * @returns undefined for no referrer, one that cannot be read, or one of another scheme (`about:blank`, an extension)
 */
export function referrerOf(url: string | undefined): Referrer | undefined {
  if (url === undefined) return undefined;
  const app = ANDROID.exec(url.trim())?.[1]?.toLowerCase();
  if (app !== undefined) {
    const entry = Object.hasOwn(ANDROID_APPS, app) ? ANDROID_APPS[app] : undefined;
    return { host: app, known: entry === undefined ? undefined : { kind: entry[0], name: entry[1] } };
  }
  const page = pageOf(url);
  if (page === undefined || page.host === '') return undefined;
  if (page.path.startsWith('/i/grok') && (page.host === 'x.com' || page.host === 'www.x.com')) {
    return { host: page.host, known: GROK };
  }
  return { host: page.host, known: sourceOfHost(page.host) };
}
