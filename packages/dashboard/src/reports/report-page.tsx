import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { Shell } from '../layout/shell.js';
import overview from '../overview/overview.module.css';
import { Skeleton } from '../ui/notice.js';
import { useSite } from '../view/use-view.js';
import { ViewBar } from '../view/view-bar.js';
import { AttributionSwitch } from './attribution-switch.js';
import { CardsPanel } from './cards-panel.js';
import { FiguresPanel } from './figures-panel.js';
import { type PanelDeclaration, REPORTS } from './report.js';
import { SeriesChoice } from './series-choice.js';
import { TablePanel } from './table-panel.js';

const FunnelPanel = lazy(async () => ({ default: (await import('../funnel/funnel-panel.js')).FunnelPanel }));
const CohortsPanel = lazy(async () => ({ default: (await import('./cohorts-panel.js')).CohortsPanel }));
const LifetimePanel = lazy(async () => ({ default: (await import('./lifetime-panel.js')).LifetimePanel }));
const ChurnPanel = lazy(async () => ({ default: (await import('./churn-panel.js')).ChurnPanel }));
const VitalsPanel = lazy(async () => ({ default: (await import('./vitals-panel.js')).VitalsPanel }));
const AffinityPanel = lazy(async () => ({ default: (await import('./affinity-panel.js')).AffinityPanel }));
const MapPanel = lazy(async () => ({ default: (await import('./map-panel.js')).MapPanel }));

/** A report that is made of declarations. */
export function ReportPage() {
  const { t } = useTranslation();
  const { report = '' } = useParams();
  const site = useSite();
  const panels = REPORTS[report as keyof typeof REPORTS];
  if (panels === undefined) return <Navigate to={`/s/${site.id}`} replace />;
  return (
    <Shell title={t(`nav.${report as 'sales'}`)} tools={<ViewBar />}>
      {rowsOf(panels).map((row) => (
        <div key={JSON.stringify(row)} className={row.length > 1 ? overview.lists : undefined}>
          {row.map((panel) => (
            <Suspense key={JSON.stringify(panel)} fallback={<Skeleton height="20rem" />}>
              <ReportPanel panel={panel} />
            </Suspense>
          ))}
        </div>
      ))}
    </Shell>
  );
}

/** Panels one under the other; narrow ones that follow each other are in one row. */
function rowsOf(panels: readonly PanelDeclaration[]): PanelDeclaration[][] {
  const rows: PanelDeclaration[][] = [];
  for (const panel of panels) {
    const last = rows.at(-1);
    if (isNarrow(panel) && last?.every(isNarrow)) last.push(panel);
    else rows.push([panel]);
  }
  return rows;
}

const isNarrow = (panel: PanelDeclaration): boolean => panel.kind === 'table' && panel.narrow === true;

function ReportPanel({ panel }: { panel: PanelDeclaration }) {
  switch (panel.kind) {
    case 'cards':
      return <CardsPanel kpis={panel.kpis} />;
    case 'series':
      return <SeriesChoice kpis={panel.kpis} />;
    case 'table':
      return <TablePanel {...panel} />;
    case 'figures':
      return <FiguresPanel kpis={panel.kpis} dimensions={panel.dimensions} of={panel.of} />;
    case 'funnel':
      return <FunnelPanel />;
    case 'cohorts':
      return <CohortsPanel />;
    case 'lifetime':
      return <LifetimePanel />;
    case 'churn':
      return <ChurnPanel />;
    case 'vitals':
      return <VitalsPanel />;
    case 'affinity':
      return <AffinityPanel kpi={panel.kpi} />;
    case 'map':
      return <MapPanel kpis={panel.kpis} />;
    case 'attribution':
      return <AttributionSwitch />;
  }
}
