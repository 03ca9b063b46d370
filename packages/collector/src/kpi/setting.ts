import { decimalsOf } from '../facts/money.js';
import type { AttributionModel, FilterClause, ScanStore } from '../store/scan.js';
import type { Site } from '../store/store.js';
import type { Request } from './request.js';

/** What every scan of one question shares. */
export interface Setting {
  store: ScanStore;
  site: number;
  timezone: string;
  /** Decimals of the site's currency. */
  decimals: number;
  /** Length of the windows of measures that are taken over one. */
  windowDays: number;
  filter: readonly FilterClause[];
  attribution: AttributionModel;
  now: number;
  idleMs: number;
}

const DEFAULT_WINDOW_DAYS = 90;

/** The setting of a question to a site. */
export function settingOf(
  { store, site, now }: { store: ScanStore; site: Site; now: number },
  request: Request,
): Setting {
  return {
    store,
    site: site.key,
    timezone: site.timezone,
    decimals: decimalsOf(site.currency),
    windowDays: request.own.window ?? DEFAULT_WINDOW_DAYS,
    filter: request.filter,
    attribution: request.attribution,
    now,
    idleMs: site.settings.visitIdleMinutes * 60_000,
  };
}
