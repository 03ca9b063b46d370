import { useMemo } from 'react';
import { useKpi } from '../api/use-kpi.js';
import { ProductGraph } from '../chart/product-graph.js';
import { useWords } from '../i18n/use-words.js';
import { KpiPanel } from '../kpi/kpi-panel.js';
import type { FigureColumn } from '../table/column.js';
import { DataTable } from '../table/data-table.js';
import { namesOf, pairsOf } from './affinity-pair.js';
import css from './report.module.css';

/** Two products and a line are no graph. */
const FEWEST = 3;

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
  const { kpi: title } = useWords();
  const state = useKpi(kpi, { compare: false, limit: 500 });
  const { answer, definition } = state;
  const pairs = useMemo(() => pairsOf(answer?.rows ?? []), [answer]);
  const rows = useMemo(
    () => (answer?.rows ?? []).map((row) => ({ ...row, products: namesOf(row) })),
    [answer],
  );
  return (
    <KpiPanel kpi={kpi} state={state} height="16rem" byRows>
      {({ rows_left_out: leftOut }) => (
        <div className={pairs.length >= FEWEST ? css.affinity : undefined}>
          {pairs.length >= FEWEST && <ProductGraph pairs={pairs} label={title(definition, kpi)} />}
          <DataTable
            label={title(definition, kpi)}
            rows={rows}
            dimensions={NO_DIMENSIONS}
            columns={COLUMNS}
            leftOut={leftOut}
          />
        </div>
      )}
    </KpiPanel>
  );
}
