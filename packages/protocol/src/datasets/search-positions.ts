import { z } from 'zod';
import { dataset } from './dataset.js';
import { count, country, date, keyText, position, url } from './fields.js';

/** Where the shop stands in search results. */
export const searchPositions = dataset({
  name: 'search_positions',
  about: 'One row a day, query, page and country. `position` is the average over the impressions of the row.',
  key: ['date', 'query', 'page', 'country'],
  row: () =>
    z.object({
      date,
      query: keyText,
      page: url,
      country,
      position,
      impressions: count,
      clicks: count,
    }),
});
