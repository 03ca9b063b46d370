import { say } from '../../say.js';
import type { Exporter } from './exporter.js';

/** What stands where an export is not broken down by a column. */
const ALL = '(all)';

/** Performance exports of Google Search Console, in English or German. */
export const searchConsole: Exporter = {
  id: 'search_console',
  name: 'Google Search Console',
  dataset: 'search_positions',
  columns: {
    date: ['Date', 'Day', 'Datum'],
    query: ['Top queries', 'Query', 'Queries', 'Häufigste Suchanfragen', 'Suchanfrage'],
    page: ['Top pages', 'Page', 'Pages', 'Landing page', 'URL', 'Die häufigsten Seiten', 'Seite'],
    country: ['Country', 'Countries', 'Land'],
    position: [
      'Position',
      'Average position',
      'Avg. position',
      'Average Position',
      'Durchschnittliche Position',
    ],
    impressions: ['Impressions', 'Impressionen', 'URL impressions'],
    clicks: ['Clicks', 'Klicks', 'URL clicks'],
  },
  signature: ['position', 'impressions', 'clicks'],
  constants: { query: ALL, page: ALL, country: ALL },
  advice: {
    date: say(
      'Search Console exports a whole period in one line: choose one day there and name it with set date=2026-01-31',
    ),
  },
};
