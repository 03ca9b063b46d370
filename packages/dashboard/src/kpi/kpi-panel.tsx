import type { ReactNode } from 'react';
import type { KpiAnswer } from '../api/answers.js';
import type { KpiState } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { Panel } from '../ui/panel.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { Answered } from './answered.js';
import { KpiInfo } from './kpi-info.js';

interface Props {
  kpi: string;
  state: KpiState;
  /** Instead of the KPI's own title and what it means. */
  title?: string;
  /** Instead of the menu alone. */
  tools?: ReactNode;
  height: string;
  byRows?: boolean;
  children: (answer: KpiAnswer) => ReactNode;
}

/** A panel about one KPI, under its title. */
export function KpiPanel({ kpi, state, title, tools, height, byRows = false, children }: Props) {
  const { kpi: titleOf } = useWords();
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
      tools={tools ?? <PanelMenu name={kpi} kpi={kpi} />}
    >
      <Answered state={state} height={height} byRows={byRows}>
        {children}
      </Answered>
    </Panel>
  );
}
