import { useSearchParams } from 'react-router';
import { useKpi } from '../api/use-kpi.js';
import { SeriesPanel } from '../kpi/series-panel.js';
import { useChangeView } from '../view/use-view.js';
import { FirstSteps } from './first-steps.js';
import { KpiCard } from './kpi-card.js';
import css from './overview.module.css';
import { TopList } from './top-list.js';

const CARDS = [
  'revenue',
  'orders',
  'conversion_rate',
  'average_order_value',
  'visits',
  'new_visitor_share',
  'cart_abandonment_rate',
  'revenue_per_visit',
];

/** The morning's page: how the shop does, against before, and where it comes from. */
export function Overview() {
  const [search] = useSearchParams();
  const change = useChangeView();
  const chosen = CARDS.find((kpi) => kpi === search.get('kpi')) ?? CARDS[0] ?? '';
  const visits = useKpi('visits', { series: true });
  const orders = useKpi('orders', { series: true });
  const empty = visits.answer?.value === 0 && orders.answer?.value === 0;
  return (
    <>
      {empty && <FirstSteps />}
      <div className={css.cards}>
        {CARDS.map((kpi) => (
          <KpiCard key={kpi} kpi={kpi} chosen={kpi === chosen} onChoose={() => change({ kpi })} />
        ))}
      </div>
      <SeriesPanel kpi={chosen} />
      <div className={css.lists}>
        <TopList
          kpi="traffic_sources"
          dimensions={['channel', 'source', 'campaign']}
          column="visits"
          report="acquisition"
        />
        <TopList
          kpi="product_performance"
          dimensions={['product', 'category', 'brand']}
          column="revenue"
          report="products"
        />
        {/* What a page leads to takes a look at every visit; here it is only how often each is seen. */}
        <TopList kpi="page_views" dimensions={['page', 'content_group']} column="value" report="pages" />
        <TopList
          kpi="visits"
          dimensions={['country', 'language', 'device']}
          column="value"
          report="markets"
        />
      </div>
    </>
  );
}
