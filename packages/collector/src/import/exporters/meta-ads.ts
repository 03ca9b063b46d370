import { say } from '../../say.js';
import { type Exporter, isTotal } from './exporter.js';

/** Reports of Meta Ads Manager (Facebook, Instagram), in English or German, broken down by day. */
export const metaAds: Exporter = {
  id: 'meta_ads',
  name: 'Meta Ads',
  dataset: 'costs',
  columns: {
    day: ['Day', 'Tag', 'Date'],
    starts: ['Reporting starts', 'Berichtsbeginn', 'Berichtsstart'],
    ends: ['Reporting ends', 'Berichtsende'],
    campaign: ['Campaign name', 'Campaign', 'Kampagnenname', 'Name der Kampagne'],
    cost: [
      /^amount spent \((?<currency>[a-z]{3})\)$/,
      /^ausgegebener betrag \((?<currency>[a-z]{3})\)$/,
      'Amount spent',
      'Ausgegebener Betrag',
    ],
    currency: ['Currency', 'Währung', 'Account currency'],
    clicks: ['Link clicks', 'Clicks (all)', 'Clicks', 'Link-Klicks', 'Klicks (alle)'],
    impressions: ['Impressions', 'Impressionen'],
  },
  signature: ['campaign', 'cost'],
  kinds: { day: 'date', starts: 'date', ends: 'date' },
  constants: { kind: 'ads', source: 'facebook', medium: 'paid' },
  derives: ['date'],
  advice: { currency: say('name it with set currency=EUR') },
  sum: ['cost', 'clicks', 'impressions'],
  // The line of totals names no campaign.
  isNoRow: isTotal,
  rows: () => (cells) => {
    if ((cells.campaign ?? '') === '') return [];
    const { day = '', starts = '', ends = starts } = cells;
    // The cost of a month is not the cost of its first day.
    if (day === '' && starts !== ends) return [{ reason: 'not_one_day' }];
    return [{ dataset: 'costs', cells: { ...cells, date: cells.date || day || starts } }];
  },
};
