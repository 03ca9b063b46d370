import type { Condition } from '../../store/scan.js';
import type { Kpi, Need } from '../definition.js';
import { count, type Measure, sum } from '../measure.js';
import { mean, of, total } from './measures.js';

const OF_SHOP: Condition = { field: 'place', is: 'unknown' };
const OF_PLACE: Condition = { field: 'place', is: 'known' };
const ANSWERED: Condition = { field: 'answered', is: 'known' };

const reviews = count('review', [OF_SHOP]);
const ratings = count('review', [OF_PLACE]);
const rating = (where: Condition) => sum('review', 'rating', [where], { scale: 100 });
const answers = count('question', [ANSWERED]);

const stars = (value: number): Measure => count('review', [OF_SHOP, { field: 'stars', is: '=', value }]);

const reviewedProducts = count('review', [OF_SHOP, { field: 'first_of_product', is: '=', value: 1 }], {
  stock: 'end',
});

const REVIEWS: Need = { import: 'reviews', present: count('review', [OF_SHOP], { stock: 'end' }) };
const SOCIAL_STATS: Need = { import: 'social_stats', present: count('social') };
const SEARCH_POSITIONS: Need = { import: 'search_positions', present: count('search_position') };

/** What is said of the shop where it does not speak itself. */
export const REPUTATION_KPIS: readonly Kpi[] = [
  {
    id: 'average_position',
    title: 'Average search position',
    sentence: 'At which place search engines show the shop, weighted by impressions.',
    unit: 'ratio',
    direction: 'down',
    value: {
      unit: 'ratio',
      numerator: of(sum('search_position', 'weighed_position')),
      denominator: of(sum('search_position', 'impressions')),
    },
    figures: { clicks: total(sum('search_position', 'clicks')) },
    needs: SEARCH_POSITIONS,
  },
  {
    id: 'product_reviews',
    title: 'Product reviews',
    sentence: 'Reviews in the shop with their mean rating, and which part of the products has any.',
    unit: 'count',
    direction: 'up',
    value: total(reviews),
    figures: {
      mean_rating: mean('ratio', rating(OF_SHOP), reviews),
      distribution: {
        '1': total(stars(1)),
        '2': total(stars(2)),
        '3': total(stars(3)),
        '4': total(stars(4)),
        '5': total(stars(5)),
      },
      products_with_review: {
        unit: 'proportion',
        numerator: of(reviewedProducts),
        denominator: of(count('product', [], { stock: 'end' })),
      },
    },
    needs: REVIEWS,
  },
  {
    id: 'social_engagement',
    title: 'Social engagement',
    sentence: 'Comments, likes, reposts and new followers in social networks.',
    unit: 'count',
    direction: 'up',
    value: total(sum('social', 'comments')),
    figures: {
      likes: total(sum('social', 'likes')),
      reposts: total(sum('social', 'reposts')),
      new_followers: total(sum('social', 'won')),
      followers: total(sum('social', 'change', [], { stock: 'end' })),
    },
    needs: SOCIAL_STATS,
  },
  {
    id: 'marketplace_reputation',
    title: 'Marketplace reputation',
    sentence: 'Ratings on market places, and how soon questions are answered there.',
    unit: 'table',
    direction: null,
    by: 'place',
    columns: {
      ratings: total(ratings),
      mean_rating: mean('ratio', rating(OF_PLACE), ratings),
      questions: total(count('question')),
      answers: total(answers),
      mean_answer_time: mean('duration', sum('question', 'answer_ms', [ANSWERED]), answers),
    },
    needs: {
      import: 'reviews',
      present: count('review', [OF_PLACE], { stock: 'end' }),
      or: count('question', [], { stock: 'end' }),
    },
  },
];
