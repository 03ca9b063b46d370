import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, Refused } from '../api/ask.js';
import { Button } from '../ui/button.js';
import { ErrorNotice, Skeleton } from '../ui/notice.js';
import { useView } from '../view/use-view.js';
import css from './kpi-page.module.css';

/** How the figure is made: the collector's own account of it, with the SQL. Asked for when somebody wants it. */
export function Explanation({ kpi }: { kpi: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const view = useView();
  const query = new URLSearchParams({
    site: view.site.id,
    ...view.period,
    ...(view.filterText !== '' && { filter: view.filterText }),
    ...(view.attribution !== undefined && { attribution: view.attribution }),
  });
  const { data, error } = useQuery({
    queryKey: ['explain', kpi, query.toString()],
    queryFn: () => ask<Record<string, unknown>>(`/v1/kpis/${kpi}/explain?${query}`),
    enabled: open,
  });
  // A collector that cannot explain yet says so by not knowing the address.
  const unknown = error instanceof Refused && error.status === 404;
  if (unknown) return <p className={css.recomputing}>{t('explain.unknown')}</p>;
  return (
    <div className={css.explain}>
      <Button onPress={() => setOpen(!open)} aria-expanded={open}>
        {t('explain.open')}
      </Button>
      {open && error && <ErrorNotice error={error} />}
      {open && !error && data === undefined && <Skeleton height="6rem" />}
      {open && data !== undefined && <Account account={data} />}
    </div>
  );
}

function Account({ account }: { account: Record<string, unknown> }) {
  return <pre>{JSON.stringify(account, null, 2)}</pre>;
}
