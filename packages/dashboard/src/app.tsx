import { QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { BrowserRouter, Navigate, Outlet, Route, Routes, useParams } from 'react-router';
import { queryClient } from './api/query-client.js';
import { PageBoundary } from './layout/page-boundary.js';
import { Shell } from './layout/shell.js';
import { Overview } from './overview/overview.js';
import { SessionGate, useSession } from './session/session.js';
import { Notice, Skeleton } from './ui/notice.js';
import { SiteContext } from './view/use-view.js';
import { ViewBar } from './view/view-bar.js';

const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));

const ReportPage = page(async () => (await import('./reports/report-page.js')).ReportPage);
const LivePage = page(async () => (await import('./live/live-page.js')).LivePage);
const GoalsPage = page(async () => (await import('./goals/goals-page.js')).GoalsPage);
const KpiPage = page(async () => (await import('./kpi/kpi-page.js')).KpiPage);
const CataloguePage = page(async () => (await import('./kpi/catalogue-page.js')).CataloguePage);
const ImportsPage = page(async () => (await import('./imports/imports-page.js')).ImportsPage);
const SitesPage = page(async () => (await import('./admin/sites-page.js')).SitesPage);
const KeysPage = page(async () => (await import('./admin/keys-page.js')).KeysPage);
const HealthPage = page(async () => (await import('./admin/health-page.js')).HealthPage);
const PersonsPage = page(async () => (await import('./admin/persons-page.js')).PersonsPage);
const StartPage = page(async () => (await import('./admin/start-page.js')).StartPage);

/** The dashboard. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <SessionGate>
        <BrowserRouter>
          <PageBoundary>
            <Suspense fallback={<Skeleton height="100vh" />}>
              <Routes>
                <Route path="/" element={<FirstSite />} />
                <Route path="/start" element={<StartPage />} />
                <Route path="/s/:site" element={<SiteFrame />}>
                  <Route index element={<OverviewPage />} />
                  <Route path="live" element={<LivePage />} />
                  <Route path="goals" element={<GoalsPage />} />
                  <Route path="kpis" element={<CataloguePage />} />
                  <Route path="kpi/:kpi" element={<KpiPage />} />
                  <Route path="imports/:dataset?" element={<ImportsPage />} />
                  <Route path="sites" element={<SitesPage />} />
                  <Route path="keys" element={<KeysPage />} />
                  <Route path="persons" element={<PersonsPage />} />
                  <Route path="health" element={<HealthPage />} />
                  <Route path=":report" element={<ReportPage />} />
                </Route>
                <Route path="*" element={<Navigate to="/" replace />} />
              </Routes>
            </Suspense>
          </PageBoundary>
        </BrowserRouter>
      </SessionGate>
    </QueryClientProvider>
  );
}

function FirstSite() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [first] = me.sites;
  if (first === undefined)
    return me.role === 'admin' ? (
      <Navigate to="/start" replace />
    ) : (
      <main style={{ padding: '2rem' }}>
        <Notice title={t('site.none')}>{t('site.noneOfKey')}</Notice>
      </main>
    );
  let last: string | null = null;
  try {
    last = localStorage.getItem('footfall.site');
  } catch {
    // The first one then.
  }
  const site = me.sites.find(({ id }) => id === last) ?? first;
  return <Navigate to={`/s/${site.id}${location.search}`} replace />;
}

function SiteFrame() {
  const { me } = useSession();
  const { site: id } = useParams();
  const site = me.sites.find((one) => one.id === id);
  if (site === undefined) return <Navigate to="/" replace />;
  try {
    localStorage.setItem('footfall.site', site.id);
  } catch {
    // The first site is opened the next time.
  }
  return (
    <SiteContext value={site}>
      <Outlet />
    </SiteContext>
  );
}

function OverviewPage() {
  const { t } = useTranslation();
  return (
    <Shell title={t('nav.overview')} tools={<ViewBar />}>
      <Overview />
    </Shell>
  );
}
