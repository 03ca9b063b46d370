import { useMemo } from 'react';
import { useKpi } from '../api/use-kpi.js';
import { ProductGraph } from '../chart/product-graph.js';
import { useWords } from '../i18n/use-words.js';
import { KpiInfo } from '../kpi/kpi-info.js';
import { MissingLink } from '../kpi/missing.js';
import type { FigureColumn } from '../table/column.js';
import { DataTable } from '../table/data-table.js';
import { ErrorNotice, Notice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { namesOf, pairsOf } from './affinity-pair.js';
import css from './report.module.css';

const NO_DIMENSIONS: string[] = [];
const COLUMNS: FigureColumn[] = [
  { id: 'products', unit: 'text' },
  { id: 'orders', unit: 'count' },
  { id: 'support', unit: 'proportion' },
  { id: 'confidence_forward', unit: 'proportion' },
  { id: 'confidence_backward', unit: 'proportion' },
  { id: 'lift', unit: 'ratio' },
];

/** What is bought together, as a graph and as a table. */
export function AffinityPanel({ kpi }: { kpi: string }) {
  const { t, kpi: title, dimension } = useWords();
  const state = useKpi(kpi, { compare: false, limit: 500 });
  const { answer, definition } = state;
  const pairs = useMemo(() => pairsOf(answer?.rows ?? []), [answer]);
  const rows = useMemo(
    () => (answer?.rows ?? []).map((row) => ({ ...row, products: namesOf(row) })),
    [answer],
  );
  return (
    <Panel
      stale={state.stale}
      title={
        <>
          {title(definition, kpi)} <KpiInfo definition={definition} />
        </>
      }
      tools={<PanelMenu name={kpi} kpi={kpi} />}
    >
      {state.foreign.length > 0 ? (
        <Notice>{t('kpi.foreignFilter', { names: state.foreign.map(dimension).join(', ') })}</Notice>
      ) : state.error ? (
        <ErrorNotice error={state.error} retry={state.retry} />
      ) : answer === undefined || definition === undefined ? (
        <Skeleton height="16rem" />
      ) : answer.missing ? (
        <MissingLink missing={answer.missing} available={definition?.available} />
      ) : (answer.rows ?? []).length === 0 ? (
        <Notice>{t('list.empty')}</Notice>
      ) : (
        <div className={css.affinity}>
          {pairs.length > 0 && <ProductGraph pairs={pairs} label={title(definition)} />}
          <DataTable
            label={title(definition)}
            rows={rows}
            dimensions={NO_DIMENSIONS}
            columns={COLUMNS}
            leftOut={answer.rows_left_out}
          />
        </div>
      )}
    </Panel>
  );
}
