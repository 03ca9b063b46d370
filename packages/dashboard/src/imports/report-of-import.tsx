import form from '../admin/form.module.css';
import type { ImportReport } from '../api/answers.js';
import { useWords } from '../i18n/use-words.js';
import { RefusedRows } from './refused-rows.js';

interface Props {
  report: ImportReport;
  /** Nothing was written: of the whole file, or of its start. */
  dry?: 'whole' | 'start';
  name?: string | undefined;
}

/** What became of the rows of a file, or would, and which were refused and why. */
export function ReportOfImport({ report, dry, name }: Props) {
  const { t, number } = useWords();
  const wordsOf = (warning: string): string => {
    const [, name] = /^the column "(.*)" is not of this dataset and was ignored$/s.exec(warning) ?? [];
    if (name !== undefined) return t('imports.ignoredColumn', { name });
    return warning === 'the file has no rows' ? t('imports.noRows') : warning;
  };
  return (
    <div role="status" className={form.form} data-import={dry ?? 'done'}>
      {dry === undefined && <p className={form.done}>{t('imports.done', { name: name ?? '' })}</p>}
      {dry === 'start' && (
        <p className={form.hint}>{t('imports.startOnly', { rows: number(report.rows) })}</p>
      )}
      <dl className={form.counts}>
        {(
          [
            ['rows', report.rows],
            ['inserted', report.inserted],
            ['updated', report.updated],
            ['refused', report.refused_count],
          ] as const
        ).map(([id, count]) => (
          <div key={id} data-count={id}>
            <dt>{t(`imports.${id}`)}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      {report.warnings.map((warning) => (
        <p key={warning} className={form.hint}>
          {wordsOf(warning)}
        </p>
      ))}
      {report.refused.length > 0 && (
        <RefusedRows refused={report.refused} all={report.refused_count} name={name ?? 'import'} />
      )}
    </div>
  );
}
