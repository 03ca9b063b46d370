import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { destination, pino } from 'pino';
import { loadAssets } from '../api/asset.js';
import { loadDashboard } from '../api/dashboard.js';
import { createApp } from '../app.js';
import { openCountryLookup } from '../enrich/country.js';
import type { TrustProxy } from '../enrich/network.js';
import { importStream } from '../import/stream.js';
import { computeBeside, createKpiEngine } from '../kpi/index.js';
import { browserEvents } from '../receive/browser-events.js';
import { createRateLimit } from '../receive/rate-limit.js';
import { startServer, stopOnSignal } from '../server.js';
import { openStore } from '../store/sqlite/open.js';
import type { Store } from '../store/store.js';
import { VERSION } from '../version.js';
import { WrongUse } from './cli-error.js';
import { clearUnfinished, FILLING, fillInBackground, needsDemo, wantsDemo } from './demo-fill.js';
import { DEMO_SHOP, DEMO_SITE, demoSite } from './demo-site.js';
import { addFirstKey, hasAdminKey, takeAdminKey } from './first-key.js';
import { isOn } from './options.js';
import { FolderWatch } from './watch/folder-watch.js';
import { welcome } from './welcome.js';
import type { StoreOptions } from './with-store.js';

/** Flags of `footfall serve`. */
export interface ServeFlags extends StoreOptions {
  port: number;
  host: string;
  adminKey?: string;
  dev?: true;
  trustProxy: TrustProxy;
  /** Folder whose files are brought in. */
  watch?: string;
  /** `true`: the one of the checkout. */
  demoShop?: string | true;
  /** Fill the site of the demo shop on the first start. */
  demo?: boolean;
}

/** Runs the collector until it is stopped by a signal. */
export async function runCollector(flags: ServeFlags): Promise<void> {
  const dev = flags.dev ?? isOn('FOOTFALL_DEV');
  const shop = flags.demoShop === undefined ? undefined : shopFolder(flags.demoShop);
  // Before the store is open: its threads would outlive an error that nobody closes them for.
  const mayFill = shop !== undefined && wantsDemo(flags.demo);
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination(2));
  const store = await openStore({ folder: flags.data, now: Date.now, threads: true });
  // Before there is a key: who has one has been here before.
  const fills = mayFill && needsDemo(store);
  try {
    // Before any other import, for the writer does one thing after the other; nobody waits for it.
    store
      .endLostImportRuns()
      .catch((err: unknown) => log.error({ err }, 'imports that were cut off could not be ended'));
    if (fills) await clearUnfinished(store);
    const demo = { host: flags.host, name: fills ? FILLING : DEMO_SHOP };
    // Before the port is open: who waits for the collector uses the key and the site at once. The site before the key:
    // a start that is stopped between the two is not taken for one that filled it.
    if (shop !== undefined) await demoSite(store, { ...demo, port: flags.port });
    if (flags.adminKey !== undefined) await takeAdminKey(store, flags.adminKey);
    const { app, takeBeacon } = await appOf(store, { ...flags, dev, shop, log });
    const server = await startServer({
      ...{ app, takeBeacon, host: flags.host, port: flags.port },
      full: () => store.full(),
    });
    if (shop !== undefined) await demoSite(store, { ...demo, port: server.port });
    // After the port is open: the key is shown this once, so not before a start that fails.
    const newKey = hasAdminKey(store) ? undefined : await addFirstKey(store);
    process.stdout.write(
      welcome({
        url: server.url,
        folder: resolve(flags.data),
        adminKey: newKey,
        ownKey: flags.adminKey !== undefined,
        sites: store.sites(),
        demo: shop === undefined ? undefined : DEMO_SITE,
        fills,
        now: Date.now(),
      }),
    );
    const say = (message: string) => void process.stdout.write(`\n${message}\n`);
    const watch = flags.watch === undefined ? undefined : await watchFolder(store, flags.watch, log);
    if (watch !== undefined) say(`Files put into ${resolve(flags.watch as string)}/<site>/ are brought in.`);
    const endRetention = retainDaily(store, log);
    const endFilling = fills ? fillInBackground(store, say) : async () => {};
    stopOnSignal({
      server: {
        stop: async () => {
          endRetention();
          await Promise.all([server.stop(), endFilling(), watch?.stop()]);
        },
      },
      store,
      log: {
        info: say,
        error: (fields, message) => log.error(fields, message),
      },
    });
  } catch (error) {
    await store.close().catch(() => {});
    throw error;
  }
}

const HOUR_MS = 3600_000;

/** Looks at the start and each hour whether a day has gone by, so that neither sleep nor a moved clock skips one. */
function retainDaily(store: Store, log: pino.Logger): () => void {
  const retain = () =>
    void store
      .retain({ unattended: true })
      .catch((err: unknown) => log.error({ err }, 'old events could not be let go'));
  retain();
  const timer = setInterval(retain, HOUR_MS).unref();
  return () => clearInterval(timer);
}

async function watchFolder(store: Store, folder: string, log: pino.Logger): Promise<FolderWatch> {
  const watch = new FolderWatch({ folder, store, now: Date.now, log });
  await watch.start().catch((cause: NodeJS.ErrnoException) => {
    throw new WrongUse(
      `The folder ${folder} cannot be watched (${cause.code}): check it and its permissions.`,
      {
        cause,
      },
    );
  });
  return watch;
}

interface AppOptions {
  dev: boolean;
  trustProxy: TrustProxy;
  shop: string | undefined;
  log: pino.Logger;
}

async function appOf(store: Store, { dev, trustProxy, shop, log }: AppOptions) {
  const [country, script, dashboard] = await Promise.all([
    openCountryLookup(),
    loadAssets(distOf('@footfall/sdk'), ['.js']),
    loadDashboard(distOf('@footfall/dashboard')),
  ]);
  const receive = {
    ...{ store, now: Date.now, log, country, trustProxy, dev },
    rateLimit: createRateLimit({ now: Date.now }),
  };
  const app = createApp({
    ...receive,
    kpi: createKpiEngine(computeBeside()),
    importer: { importStream },
    files: { script, dashboard, ...(shop !== undefined && { shop }) },
    version: VERSION,
  });
  return { app, takeBeacon: browserEvents(receive) };
}

function distOf(name: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'dist');
}

function shopFolder(named: string | true): string {
  const folder =
    named === true
      ? fileURLToPath(new URL('../../../../examples/storefront/', import.meta.url))
      : resolve(named);
  if (existsSync(join(folder, 'index.html'))) return folder;
  throw new WrongUse(
    `There is no demo shop in ${folder}. Name the folder of its index.html: --demo-shop examples/storefront`,
  );
}
