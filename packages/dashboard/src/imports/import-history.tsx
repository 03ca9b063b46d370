import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.js';
import { formatMoment } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import table from '../table/data-table.module.css';
import { FileMenu } from '../ui/file-menu.js';
import { ErrorNotice, Notice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useSite } from '../view/use-view.js';
import css from './imports.module.css';

interface Run {
  id: string;
  dataset: string;
  exporter: string | null;
  file: string | null;
  source: 'api' | 'cli' | 'watch';
  started: string;
  ended: string | null;
  state: 'running' | 'done' | 'failed';
  rows: number;
  inserted: number;
  updated: number;
  refused: number;
  error: string | null;
}

const COUNTS = ['rows', 'inserted', 'updated', 'refused'] as const;

/** What was brought in, when, and what became of it; the newest first. */
export function ImportHistory() {
  const { t, locale, number, dataset: nameOf } = useWords();
  const site = useSite();
  const { data, error, refetch } = useQuery({
    queryKey: ['imports', site.id],
    queryFn: () => ask<{ imports: Run[] }>(`/v1/imports?site=${encodeURIComponent(site.id)}`),
    refetchInterval: (query) =>
      query.state.data?.imports.some(({ state }) => state === 'running') ? 2000 : false,
  });
  return (
    <Panel
      title={t('imports.history')}
      tools={
        <FileMenu
          name={`${site.id}-imports`}
          csv={() => (data?.imports ?? []).map(({ id: _, ...run }) => run)}
        />
      }
    >
      {error ? (
        <ErrorNotice error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height="8rem" />
      ) : data.imports.length === 0 ? (
        <Notice>{t('imports.noHistory')}</Notice>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has only a keyboard must be able to scroll it
        <section className={table.scroll} tabIndex={0} aria-label={t('imports.history')}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t('imports.when')}</th>
                <th scope="col">{t('imports.what')}</th>
                <th scope="col">{t('imports.file')}</th>
                <th scope="col">{t('imports.state')}</th>
                {COUNTS.map((name) => (
                  <th key={name} scope="col" className={table.figure}>
                    {t(`imports.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.imports.map((run) => (
                <tr key={run.id}>
                  <th scope="row">{formatMoment(Date.parse(run.started), site.timezone, locale)}</th>
                  <td>{nameOf(run.dataset)}</td>
                  <td>
                    <bdi>{run.file ?? t(`imports.by_${run.source}`)}</bdi>
                    {run.exporter && ` · ${run.exporter}`}
                  </td>
                  <td>
                    <span className={`${css.state} ${css[run.state] ?? ''}`}>
                      {t(`imports.state_${run.state}`)}
                    </span>
                    {run.error && ` ${run.error}`}
                  </td>
                  {COUNTS.map((name) => (
                    <td key={name} className={table.figure}>
                      {number(run[name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  );
}
