import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import form from '../admin/form.module.css';
import type { RefusedRow } from '../api/answers.js';
import { useWords } from '../i18n/use-words.js';
import table from '../table/data-table.module.css';
import { Button } from '../ui/button.js';
import { saveFile } from '../ui/save-file.js';

const PAGE = 100;

/** The rows that were refused and why: to leaf through, and as a file to mend the own one by. */
export function RefusedRows({ refused, all, name }: { refused: RefusedRow[]; all: number; name: string }) {
  const { t, number, reason } = useWords();
  const [page, setPage] = useState(0);
  const pages = Math.ceil(refused.length / PAGE);
  const at = Math.min(page, pages - 1);
  async function save(): Promise<void> {
    const { csvOfRows } = await import('../ui/csv-of-rows.js');
    const rows = refused.map(({ row, reason: code }) => ({ row, reason: code, meaning: reason(code) }));
    saveFile(`${name}-refused.csv`, new Blob([csvOfRows(rows)], { type: 'text/csv' }));
  }
  return (
    <>
      <ul className={form.refusals} aria-label={t('imports.refused')}>
        {refused.slice(at * PAGE, (at + 1) * PAGE).map(({ row, reason: code }) => (
          <li key={`${row} ${code}`}>
            <span>{t('imports.row', { number: number(row) })}</span>
            <span title={code}>{reason(code)}</span>
          </li>
        ))}
      </ul>
      <div className={form.actions}>
        <Button look="small" onPress={() => void save()}>
          {t('imports.saveRefused')}
        </Button>
        {pages > 1 && (
          <span className={table.pages}>
            <Button
              look={['icon', 'small']}
              aria-label={t('table.previous')}
              isDisabled={at === 0}
              onPress={() => setPage(at - 1)}
            >
              <ChevronLeft aria-hidden="true" />
            </Button>
            <span>
              {t('table.page', {
                from: number(at * PAGE + 1),
                to: number(Math.min(refused.length, (at + 1) * PAGE)),
                all: number(refused.length),
              })}
            </span>
            <Button
              look={['icon', 'small']}
              aria-label={t('table.next')}
              isDisabled={at + 1 >= pages}
              onPress={() => setPage(at + 1)}
            >
              <ChevronRight aria-hidden="true" />
            </Button>
          </span>
        )}
      </div>
      {all > refused.length && (
        <p className={form.hint}>{t('imports.moreRefused', { number: number(all - refused.length) })}</p>
      )}
    </>
  );
}
