/** A set of goals to start from. */
export interface GoalSet {
  id: string;
  title: string;
  sentence: string;
  goals: readonly { kpi: string; name: string; change: number }[];
}

/** The ready sets. */
export const GOAL_SETS: readonly GoalSet[] = [
  {
    id: 'more_sales',
    title: 'More sales',
    sentence: 'More revenue each day, from more visits of which more end in an order.',
    goals: [
      { kpi: 'revenue', name: 'Daily revenue', change: 0.1 },
      { kpi: 'conversion_rate', name: 'Conversion rate', change: 0.1 },
      { kpi: 'visits', name: 'Visits', change: 0.1 },
    ],
  },
  {
    id: 'better_conversion',
    title: 'Better conversion',
    sentence: 'More of the visits order, fewer leave the checkout, and prices bear comparison.',
    goals: [
      { kpi: 'conversion_rate', name: 'Conversion rate', change: 0.1 },
      { kpi: 'checkout_abandonment_rate', name: 'Checkout abandonment', change: -0.1 },
      { kpi: 'price_index', name: 'Price index', change: -0.02 },
    ],
  },
  {
    id: 'more_traffic',
    title: 'More traffic',
    sentence: 'More visits, more of them by promotions and shares, and fewer that leave at once.',
    goals: [
      { kpi: 'visits', name: 'Visits', change: 0.1 },
      { kpi: 'promotion_clicks', name: 'Promotion clicks', change: 0.1 },
      { kpi: 'social_shares', name: 'Social shares', change: 0.1 },
      { kpi: 'bounce_rate', name: 'Bounce rate', change: -0.1 },
    ],
  },
];
