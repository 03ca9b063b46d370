import { newSite, realTimeZone, siteInput } from '../settings/site.js';
import type { Store } from '../store/store.js';

/** The site that the pages of the demo shop name. */
export const DEMO_SITE = 'demo';

/** The name of that site. */
export const DEMO_SHOP = 'Demo shop';

/** Makes the site of the demo shop where it is not there, and has it take events from this address. */
export async function demoSite(store: Store, { host, port, name }: DemoSite): Promise<void> {
  // Port 0 is any that is free: which, is known once it is open.
  if (port === 0) return;
  const origins = originsOf(host, port);
  const site = store.site(DEMO_SITE);
  if (site === undefined) {
    const zone = realTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone ?? '') ?? 'UTC';
    const input = {
      ...{ id: DEMO_SITE, name, origins, timezone: zone, currency: 'EUR' },
      content_groups: [{ name: 'blog', pattern: '/shop/blog' }],
    };
    await store.addSite(newSite(siteInput.parse(input)));
    return;
  }
  const missing = origins.filter((origin) => !site.origins.includes(origin));
  if (missing.length > 0) await store.changeSite(DEMO_SITE, { origins: [...site.origins, ...missing] });
}

/** Where the demo shop is served, and what its site is called if it has to be made. */
export interface DemoSite {
  host: string;
  /** 0: none yet, so there is no address to make a site for. */
  port: number;
  name: string;
}

function originsOf(host: string, port: number): string[] {
  const own = ['localhost', '127.0.0.1'];
  if (!['localhost', '127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) own.push(host);
  return own.map((name) => `http://${name.includes(':') ? `[${name}]` : name}:${port}`);
}
