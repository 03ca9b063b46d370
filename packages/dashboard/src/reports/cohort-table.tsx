import type { Row } from '../api/answers.js';
import { formatStart } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import css from './report.module.css';

interface Props {
  rows: readonly Row[];
  /** Who the cohorts are made of. */
  of: 'customers' | 'visitors';
}

/** Cohorts as a heat map that is a table: the share is written into each cell, and its colour is only the second word. */
export function CohortTable({ rows, of }: Props) {
  const { t, locale, number } = useWords();
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const cohorts = new Map<string, Row[]>();
  for (const row of rows) {
    const start = String(row.cohort);
    cohorts.set(start, [...(cohorts.get(start) ?? []), row]);
  }
  const longest = Math.max(0, ...rows.map(({ since }) => Number(since)));
  // The first month is always everybody, and would leave no colour for the others.
  const most = Math.max(
    0.01,
    ...rows.filter(({ since }) => Number(since) > 0).map(({ share }) => Number(share ?? 0)),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has only a keyboard must be able to scroll it
    <section className={css.cohorts} tabIndex={0} aria-label={t(`cohorts.label.${of}`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t(`cohorts.first.${of}`)}</th>
            <th scope="col" className={css.size}>
              {t(`cohorts.${of}`)}
            </th>
            {Array.from({ length: longest + 1 }, (_, since) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the number is the column
              <th key={since} scope="col">
                {t('cohorts.month', { number: since })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...cohorts].map(([start, cells]) => (
            <tr key={start}>
              <th scope="row">{formatStart(start, 'month', locale)}</th>
              <td className={css.size}>{number(Number(cells[0]?.size ?? 0))}</td>
              {cells.map(({ since, share, active }) => {
                const part = Number(since) === 0 ? 0 : Math.min(1, Number(share ?? 0) / most);
                return (
                  <td
                    key={Number(since)}
                    title={t(`cohorts.active.${of}`, { number: number(Number(active)) })}
                    style={{
                      background: `color-mix(in srgb, var(--heat) ${Math.round(part * 100)}%, var(--hover))`,
                    }}
                  >
                    {typeof share === 'number' ? percent.format(share) : '–'}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
