import { Temporal } from 'temporal-polyfill';
import type { Site } from '../store/store.js';

interface Welcome {
  url: string;
  folder: string;
  /** Secret of the admin key that was just made. */
  adminKey: string | undefined;
  /** The admin key is one of the settings, which its owner knows. */
  ownKey: boolean;
  sites: readonly Site[];
  /** Site of the demo shop, where that is served. */
  demo: string | undefined;
  /** It is being filled with a shop's history. */
  fills?: boolean;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What a newcomer needs to see the first number: the addresses, the key, and a line to paste. */
export function welcome({ url, folder, adminKey, ownKey, sites, demo, fills, now }: Welcome): string {
  const site = sites.find(({ id }) => id === demo) ?? sites[0];
  const lines = [
    '',
    `Footfall listens on ${url}`,
    '',
    `  dashboard   ${url}/`,
    ...(demo === undefined ? [] : [`  demo shop   ${url}/shop/`]),
    `  API         ${url}/openapi.json`,
    `  data        ${folder}`,
    '',
    ...(fills ? [...filledLines, ''] : []),
    ...keyLines(adminKey, ownKey),
    '',
    ...(site === undefined ? addSiteLines : firstKpiLines(url, adminKey, site, now)),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

const filledLines = [
  'The site "demo" is being filled with a year of a made-up shop, so that there is something to see.',
  'It takes some seconds. Not wanted? FOOTFALL_DEMO=0 npm start; and this takes it away again:',
  '',
  '  npx --no-install footfall site remove demo',
];

function keyLines(adminKey: string | undefined, ownKey: boolean): string[] {
  if (adminKey !== undefined) return ['Admin key, shown this once:', '', `  ${adminKey}`];
  if (ownKey) return ['Admin key: the one of the settings (FOOTFALL_ADMIN_KEY).'];
  return [
    'Admin key: the one that the first start showed. Lost? This makes another:',
    '',
    '  npx --no-install footfall key add --role admin',
  ];
}

const addSiteLines = [
  'Add your shop:',
  '',
  '  npx --no-install footfall site add shop --origin https://shop.example --timezone Europe/Berlin --currency EUR',
];

function firstKpiLines(url: string, adminKey: string | undefined, site: Site, now: number): string[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(site.timezone).toPlainDate();
  const from = today.subtract({ days: 29 });
  return [
    `Visitors of ${site.id} in the last 30 days:`,
    '',
    `  curl -H "Authorization: Bearer ${adminKey ?? '<admin key>'}" "${url}/v1/kpis/visitors?site=${site.id}&from=${from}&to=${today}"`,
  ];
}
