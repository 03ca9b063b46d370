import { useMemo, useState } from 'react';
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
import { sideBySide, type TableColumns } from './side-by-side.js';

interface Props {
  kpis: readonly string[];
  dimensions: readonly string[];
  /** Columns of a table KPI, shown before the others. */
  of?: TableColumns | undefined;
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
  const { rows, leftOut } = useMemo(() => sideBySide(state.answers, by, of), [state.answers, by, of]);
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
          beyond={leftOut}
          onChoose={(name, value) => toggle({ dimension: name, operator: '==', value })}
        />
      )}
    </Panel>
  );
}
