import { useMemo, useState } from 'react';
import { useKpi } from '../api/use-kpi.js';
import { useKnown } from '../api/use-kpis.js';
import { WorldMap } from '../chart/world-map.js';
import { numberOf } from '../format/amount.js';
import { useWords } from '../i18n/use-words.js';
import { KpiPanel } from '../kpi/kpi-panel.js';
import { amountOf } from '../table/column.js';
import { DataTable } from '../table/data-table.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { Segmented } from '../ui/segmented.js';
import { useToggleFilter } from '../view/use-view.js';
import css from './report.module.css';

const BY = ['country'];

/** A figure by country, on a map and as a table. */
export function MapPanel({ kpis }: { kpis: readonly string[] }) {
  const { t, kpi: title, value: nameOf, exactly } = useWords();
  const [chosen, setChosen] = useState(kpis[0] ?? '');
  const known = useKnown(kpis);
  const toggle = useToggleFilter();
  const state = useKpi(chosen, { by: 'country', compare: false, limit: 300 });
  const { answer, definition } = state;
  const rows = answer?.rows;
  const values = useMemo(
    () =>
      new Map((rows ?? []).map((row) => [String(row.country), numberOf(amountOf(row.value)) ?? 0] as const)),
    [rows],
  );
  const name = title(definition, chosen);
  const unit = answer?.unit ?? 'count';
  return (
    <KpiPanel
      kpi={chosen}
      state={state}
      title={t('map.title')}
      tools={
        <>
          <Segmented
            label={t('chart.choose')}
            options={known.map((kpi) => ({ id: kpi.id, text: title(kpi) }))}
            value={chosen}
            onChange={setChosen}
          />
          <PanelMenu name={`${chosen}-country`} kpi={chosen} ask={{ by: 'country' }} />
        </>
      }
      height="26rem"
    >
      {() => (
        <div className={css.mapBox}>
          <div>
            <WorldMap
              values={values}
              label={t('map.label', { title: name })}
              textOf={(code) => {
                const row = rows?.find(({ country }) => country === code);
                return `${nameOf('country', code)}: ${exactly(amountOf(row?.value), unit)}`;
              }}
              onChoose={(country) => toggle({ dimension: 'country', operator: '==', value: country })}
            />
            <div className={css.scale} aria-hidden="true">
              {t('map.less')} <span /> {t('map.more')}
            </div>
          </div>
          <DataTable
            label={name}
            rows={rows ?? []}
            dimensions={BY}
            page={10}
            columns={[{ id: 'value', unit, title: name }]}
            onChoose={(dimension, value) => toggle({ dimension, operator: '==', value })}
          />
        </div>
      )}
    </KpiPanel>
  );
}
