import { z } from 'zod';
import { dataset } from './dataset.js';
import { count, date, word } from './fields.js';

/** What happens on the pages of the shop in social networks. */
export const socialStats = dataset({
  name: 'social_stats',
  about:
    'One row a day and network. Comments, likes and reposts are those of the day, `followers` are all there are at its end.',
  key: ['date', 'network'],
  row: () =>
    z.object({ date, network: word, comments: count, likes: count, reposts: count, followers: count }),
});
