import { say } from '../../say.js';
import { type Exporter, isTotal } from './exporter.js';

/** Campaign reports of Microsoft Advertising (Bing), by day, from its pages or its API. */
export const microsoftAds: Exporter = {
  id: 'microsoft_ads',
  name: 'Microsoft Advertising',
  dataset: 'costs',
  columns: {
    date: ['Gregorian date', 'GregorianDate', 'TimePeriod', 'Time period', 'Day', 'Date'],
    campaign: ['Campaign name', 'CampaignName', 'Campaign'],
    cost: ['Spend'],
    currency: ['Currency code', 'CurrencyCode', 'Currency'],
    clicks: ['Clicks'],
    impressions: ['Impressions', 'Impr.'],
  },
  signature: ['campaign', 'cost'],
  constants: { kind: 'ads', source: 'bing', medium: 'cpc' },
  advice: {
    date: say('choose Day as the unit of time of the report, or name the day with set date=2026-01-31'),
    currency: say('add the column Currency code to the report, or name it with set currency=EUR'),
  },
  sum: ['cost', 'clicks', 'impressions'],
  isNoRow: (record) => isTotal(record) || /microsoft corporation/i.test(record[0] ?? ''),
};
