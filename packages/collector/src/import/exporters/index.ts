import { brevo } from './brevo.js';
import type { Exporter } from './exporter.js';
import { freshdesk } from './freshdesk.js';
import { googleAds } from './google-ads.js';
import { klaviyo } from './klaviyo.js';
import { mailchimp } from './mailchimp.js';
import { metaAds } from './meta-ads.js';
import { microsoftAds } from './microsoft-ads.js';
import { searchConsole } from './search-console.js';
import { shopify } from './shopify.js';
import { woocommerceAnalytics } from './woocommerce-analytics.js';
import { woocommerceOrderExport } from './woocommerce-order-export.js';
import { zendesk } from './zendesk.js';

/** Every exporter whose columns are recognised; of those that fit a file the first counts. */
export const EXPORTERS: readonly Exporter[] = [
  ...[googleAds, metaAds, microsoftAds, searchConsole],
  ...[mailchimp, klaviyo, brevo, zendesk, freshdesk],
  ...[shopify, woocommerceAnalytics, woocommerceOrderExport],
];

/** What answers and options call the exporters. */
export const EXPORTER_IDS: readonly string[] = EXPORTERS.map(({ id }) => id);

export type { Cells, ExportedRow, Exporter, ReadingContext } from './exporter.js';
