import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Row } from '../api/answers.js';
import type { FigureColumn } from '../table/column.js';
import { Skeleton } from '../ui/notice.js';
import css from './chart-table.module.css';

const DataTable = lazy(async () => ({ default: (await import('../table/data-table.js')).DataTable }));

interface Props {
  /** What the chart shows, in words. */
  label: string;
  /** A row for each piece along the axis: `piece`, by which rows are sorted, and `piece_name`. */
  rows: () => readonly Row[];
  /** What the pieces are. */
  along: string;
  columns: readonly FigureColumn[];
}

/** The numbers of a chart, for who cannot see it or wants them exactly; made when it is opened. */
export function ChartTable(props: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={css.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={css.summary} data-not-pictured>
        {t('chart.table')}
      </summary>
      {isOpen && (
        <Suspense fallback={<Skeleton height="12rem" />}>
          <Numbers {...props} />
        </Suspense>
      )}
    </details>
  );
}

const DIMENSIONS = ['piece'];

/** As many rows as a month has days. */
const PAGE = 31;

function Numbers({ label, rows, along, columns }: Props) {
  const made = useMemo(rows, [rows]);
  const titles = useMemo(() => ({ piece: along }), [along]);
  return (
    <DataTable
      label={label}
      rows={made}
      dimensions={DIMENSIONS}
      titles={titles}
      columns={columns}
      page={PAGE}
    />
  );
}
