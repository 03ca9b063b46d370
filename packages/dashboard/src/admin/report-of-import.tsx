import type { ImportReport } from '../api/answers.js';
import { useWords } from '../i18n/use-words.js';
import css from './form.module.css';

/** What became of the rows of a file, and which were refused and why. */
export function ReportOfImport({ report }: { report: ImportReport }) {
  const { t, number, reason } = useWords();
  const refusedCount = report.refused_count ?? report.refused.length;
  return (
    <div role="status" className={css.form}>
      <dl className={css.counts}>
        {(
          [
            ['rows', report.rows],
            ['inserted', report.inserted],
            ['updated', report.updated],
            ['refused', refusedCount],
          ] as const
        ).map(([name, count]) => (
          <div key={name}>
            <dt>{t(`imports.${name}`)}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      {(report.warnings ?? []).map((warning) => (
        <p key={warning} className={css.hint}>
          {warning}
        </p>
      ))}
      {report.refused.length > 0 && (
        <ul className={css.refusals} aria-label={t('imports.refused')}>
          {report.refused.map(({ row, reason: code }) => (
            <li key={`${row} ${code}`}>
              <span>{t('imports.row', { number: number(row) })}</span>
              <span>{reason(code)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
