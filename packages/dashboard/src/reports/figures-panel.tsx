import { useMemo, useState } from 'react';
import type { KpiAnswer, Row } from '../api/answers.js';
import { useBrokenDown, useKnown } from '../api/use-kpis.js';
import { useWords } from '../i18n/use-words.js';
import type { FigureColumn } from '../table/column.js';
import { csvOfTable } from '../table/csv-of-table.js';
import { DataTable } from '../table/data-table.js';
import { Choice } from '../ui/choice.js';
import { FileMenu } from '../ui/file-menu.js';
import { ErrorNotice, Notice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useCaption } from '../view/use-caption.js';
import { useToggleFilter, useView } from '../view/use-view.js';

interface Props {
  kpis: readonly string[];
  dimensions: readonly string[];
  /** Columns of a table KPI, shown before the others. */
  of?: { kpi: string; columns: readonly string[] } | undefined;
}

/** Several figures side by side, broken down by one dimension. */
export function FiguresPanel({ kpis, dimensions, of }: Props) {
  const { t, dimension, kpi: title, column: columnName } = useWords();
  const { site, period } = useView();
  const caption = useCaption();
  const toggle = useToggleFilter();
  const [chosen, setChosen] = useState<string>();
  const asked = useMemo(() => (of ? [of.kpi, ...kpis] : kpis), [of, kpis]);
  const definitions = useKnown(asked);
  const known = dimensions.filter((name) => definitions.some((kpi) => kpi.dimensions.includes(name)));
  const by = chosen ?? known[0] ?? dimensions[0] ?? '';
  const state = useBrokenDown(definitions, by);
  const present = definitions.filter((kpi) =>
    state.answers.some((answer) => answer.kpi === kpi.id && !answer.missing),
  );
  const rows = useMemo(() => beside(state.answers, by, of), [state.answers, by, of]);
  const columns = present.flatMap((kpi): FigureColumn[] =>
    kpi.id === of?.kpi
      ? of.columns.map((id) => ({ id, unit: kpi.columns[id] ?? 'count', title: columnName(id) }))
      : [{ id: kpi.id, unit: kpi.unit, title: title(kpi) }],
  );
  const words = useMemo(() => [by], [by]);
  return (
    <Panel
      title={t('list.byDimension', { name: dimension(by) })}
      tools={
        <>
          {known.length > 1 && (
            <Choice
              label={t('list.byWhat')}
              options={known.map((id) => ({ id, text: dimension(id) }))}
              value={by}
              onChange={setChosen}
            />
          )}
          <FileMenu
            caption={caption}
            name={`${site.id}-by-${by}-${period.from}-${period.to}`}
            csv={() =>
              csvOfTable(
                rows,
                words,
                columns.map(({ id }) => id),
              )
            }
          />
        </>
      }
    >
      {state.error ? (
        <ErrorNotice error={state.error} />
      ) : state.loading ? (
        <Skeleton height="16rem" />
      ) : rows.length === 0 ? (
        <Notice>{t('list.empty')}</Notice>
      ) : (
        <DataTable
          label={t('list.byDimension', { name: dimension(by) })}
          rows={rows}
          dimensions={words}
          columns={columns}
          onChoose={(name, value) => toggle({ dimension: name, operator: '==', value })}
        />
      )}
    </Panel>
  );
}

/** One row for each value of the dimension, with the value of each KPI under its id, and the columns of a table. */
function beside(answers: readonly KpiAnswer[], by: string, of: Props['of']): Row[] {
  const rows = new Map<string, Row>();
  for (const { kpi, rows: own = [] } of answers) {
    for (const row of own) {
      const name = String(row[by]);
      const whole = rows.get(name) ?? { [by]: row[by], [`${by}_name`]: row[`${by}_name`] };
      if (kpi === of?.kpi) for (const id of of.columns) whole[id] = row[id];
      else whole[kpi] = row.value;
      rows.set(name, whole);
    }
  }
  return [...rows.values()];
}
