import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Amount } from '../api/answers.js';
import { useKpi } from '../api/use-kpi.js';
import { numberOf } from '../format/amount.js';
import { NOT_SET } from '../format/dimension-value.js';
import { useWords } from '../i18n/use-words.js';
import { Answered } from '../kpi/answered.js';
import { KpiValue } from '../kpi/kpi-value.js';
import { BarList } from '../table/bar-list.js';
import { Panel } from '../ui/panel.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { Segmented } from '../ui/segmented.js';
import { useSite, useToggleFilter } from '../view/use-view.js';
import { sharedSearch } from '../view/view.js';
import css from './top-list.module.css';

const ROWS = 7;

interface Props {
  kpi: string;
  /** The first is the one that the KPI is by when none is asked for. */
  dimensions: readonly [string, ...string[]];
  /** Which figure of a row is shown. */
  column: string;
  /** The report with all of it. */
  report: 'acquisition' | 'products' | 'pages' | 'markets';
}

/** The largest rows of a breakdown; a press on one filters by it. */
export function TopList({ kpi, dimensions, column, report }: Props) {
  const [chosen, setChosen] = useState<string>(dimensions[0]);
  const [search] = useSearchParams();
  const site = useSite();
  const toggle = useToggleFilter();
  const { t, dimension, value: nameOf, column: columnName, kpi: title } = useWords();
  // Tables that are asked for as they are by themselves share one request.
  const isTable = column !== 'value';
  const by = isTable && chosen === dimensions[0] ? undefined : chosen;
  const state = useKpi(kpi, { by, compare: false, limit: ROWS });
  const { answer, definition } = state;
  const unit = (isTable ? definition?.columns[column] : answer?.unit) ?? 'count';
  const known = dimensions.filter((name) => definition === undefined || definition.dimensions.includes(name));
  const rows = answer?.rows ?? [];
  return (
    <Panel
      title={t(`nav.${report}`)}
      stale={state.stale}
      tools={
        <>
          {known.length > 1 && (
            <Segmented
              label={t('list.by', { title: title(definition, kpi) })}
              options={known.map((id) => ({ id, text: dimension(id) }))}
              value={chosen}
              onChange={setChosen}
            />
          )}
          <PanelMenu name={`${kpi}-${chosen}`} kpi={kpi} ask={{ by: chosen }} />
        </>
      }
    >
      <Answered state={state} height="15.75rem" byRows>
        {() => (
          <BarList
            word={dimension(chosen)}
            figure={isTable ? columnName(column) : title(definition, kpi)}
            bars={rows.map((row) => {
              const value = String(row[chosen] ?? '');
              const amount = row[column] as Amount;
              return {
                key: value,
                name: String(row[`${chosen}_name`] ?? '') || nameOf(chosen, value),
                size: numberOf(amount) ?? 0,
                figure: <KpiValue value={amount} unit={unit} />,
                ...(value !== NOT_SET && {
                  onChoose: () => toggle({ dimension: chosen, operator: '==', value }),
                }),
              };
            })}
          />
        )}
      </Answered>
      <p className={css.all}>
        <Link to={`/s/${site.id}/${report}${sharedSearch(search)}`}>{t('list.all')}</Link>
      </p>
    </Panel>
  );
}
