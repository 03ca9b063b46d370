import { useNavigate, useSearchParams } from 'react-router';
import { useDefinitions } from '../api/use-definitions.js';
import { KpiCard } from '../overview/kpi-card.js';
import css from '../overview/overview.module.css';
import { useSite } from '../view/use-view.js';
import { sharedSearch } from '../view/view.js';

/** KPIs at a glance; a press on one opens its page. */
export function CardsPanel({ kpis }: { kpis: readonly string[] }) {
  const site = useSite();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const definitions = useDefinitions();
  const known = kpis.filter((id) => definitions.length === 0 || definitions.some((kpi) => kpi.id === id));
  return (
    <div className={css.cards}>
      {known.map((kpi) => (
        <KpiCard
          key={kpi}
          kpi={kpi}
          onChoose={() => void navigate(`/s/${site.id}/kpi/${kpi}${sharedSearch(search)}`)}
        />
      ))}
    </div>
  );
}
