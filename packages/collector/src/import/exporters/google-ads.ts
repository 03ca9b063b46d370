import { say } from '../../say.js';
import { type Exporter, isTotal } from './exporter.js';

/** Campaign reports of Google Ads, in English or German, with the segment Day. */
export const googleAds: Exporter = {
  id: 'google_ads',
  name: 'Google Ads',
  dataset: 'costs',
  columns: {
    date: ['Day', 'Date', 'Tag'],
    campaign: ['Campaign', 'Campaign name', 'Kampagne'],
    cost: ['Cost', 'Kosten'],
    currency: ['Currency code', 'Currency', 'Währungscode', 'Währung'],
    clicks: ['Clicks', 'Klicks'],
    impressions: ['Impr.', 'Impressions', 'Impressionen'],
  },
  signature: ['campaign', 'cost', 'impressions'],
  // What Google's own tagging says of a click.
  constants: { kind: 'ads', source: 'google', medium: 'cpc' },
  advice: {
    date: say(
      'in Google Ads choose Segment > Time > Day before the download, or name the day with set date=2026-01-31',
    ),
    currency: say('add the column Currency code to the report, or name it with set currency=EUR'),
  },
  sum: ['cost', 'clicks', 'impressions'],
  isNoRow: isTotal,
};
