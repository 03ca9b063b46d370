import type { ReactNode } from 'react';
import type { KpiAnswer } from '../api/answers.js';
import type { KpiState } from '../api/use-kpi.js';
import { formatPeriod } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import type { Period } from '../period/period.js';
import { Panel } from '../ui/panel.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { Answered } from './answered.js';
import { KpiInfo } from './kpi-info.js';
import css from './kpi-panel.module.css';

interface Props {
  kpi: string;
  state: KpiState;
  /** Instead of the KPI's own title and what it means. */
  title?: string;
  /** Instead of the menu alone. */
  tools?: ReactNode;
  height: string;
  /** What it is of, where it is not the period of the view. */
  period?: Period;
  byRows?: boolean;
  children: (answer: KpiAnswer) => ReactNode;
}

/** A panel about one KPI, under its title. */
export function KpiPanel({ kpi, state, title, tools, height, period, byRows = false, children }: Props) {
  const { locale, kpi: titleOf } = useWords();
  return (
    <Panel
      stale={state.stale}
      title={
        title ?? (
          <>
            {titleOf(state.definition, kpi)} <KpiInfo definition={state.definition} />
          </>
        )
      }
      tools={tools ?? <PanelMenu name={kpi} kpi={kpi} period={period} />}
    >
      {period && <p className={css.period}>{formatPeriod(period, locale)}</p>}
      <Answered state={state} height={height} byRows={byRows}>
        {children}
      </Answered>
    </Panel>
  );
}
