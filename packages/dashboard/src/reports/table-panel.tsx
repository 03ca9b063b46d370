import { useMemo, useState } from 'react';
import { useKpi } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { KpiPanel } from '../kpi/kpi-panel.js';
import { columnsOf } from '../table/column.js';
import { DataTable } from '../table/data-table.js';
import { Choice } from '../ui/choice.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { useToggleFilter } from '../view/use-view.js';

interface Props {
  kpi: string;
  /** To choose from; those that the KPI does not have are left out. */
  dimensions?: readonly string[];
  columns?: readonly string[];
}

/** A table KPI, or one figure broken down by a dimension. */
export function TablePanel({ kpi, dimensions, columns: wanted }: Props) {
  const { t, kpi: title, dimension } = useWords();
  const toggle = useToggleFilter();
  const [chosen, setChosen] = useState<string>();
  const unbroken = useKpi(kpi, { enabled: false });
  const { definition } = unbroken;
  const known = (dimensions ?? []).filter((name) => definition?.dimensions.includes(name));
  const by = chosen ?? known[0];
  const state = useKpi(kpi, { by, compare: false, limit: 1000, enabled: definition !== undefined });
  const rows = state.answer?.rows;
  const shownBy = useMemo(() => {
    const [first] = rows ?? [];
    // A table that is asked for as it is says by its rows what it is by.
    return by !== undefined
      ? [by]
      : (definition?.dimensions.filter((name) => first && name in first).slice(0, 1) ?? []);
  }, [by, rows, definition]);
  const name = title(definition, kpi);
  const columns = useMemo(() => {
    if (definition === undefined) return [];
    const all = columnsOf(definition, rows ?? [], shownBy).map((column) =>
      column.id === 'value' ? { ...column, title: name } : column,
    );
    return wanted === undefined ? all : all.filter(({ id }) => wanted.includes(id));
  }, [definition, rows, shownBy, wanted, name]);
  return (
    <KpiPanel
      kpi={kpi}
      state={state}
      tools={
        <>
          {known.length > 1 && by !== undefined && (
            <Choice
              label={t('list.by', { title: name })}
              options={known.map((id) => ({ id, text: dimension(id) }))}
              value={by}
              onChange={setChosen}
            />
          )}
          <PanelMenu name={kpi} kpi={kpi} ask={by === undefined ? {} : { by }} />
        </>
      }
      height="12rem"
      byRows
    >
      {({ rows_left_out: leftOut }) => (
        <DataTable
          label={name}
          rows={rows ?? []}
          dimensions={shownBy}
          columns={columns}
          leftOut={leftOut}
          onChoose={(dimension, value) => toggle({ dimension, operator: '==', value })}
        />
      )}
    </KpiPanel>
  );
}
