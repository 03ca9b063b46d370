import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/ask.js';
import { useFormulas } from '../i18n/use-formulas.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from '../ui/button.js';
import { ErrorNotice, Skeleton } from '../ui/notice.js';
import { useView } from '../view/use-view.js';
import { type Formula, translatedFormula } from './formula-words.js';
import css from './kpi-page.module.css';

/** What `GET /v1/kpis/{id}/explain` answers, as far as it is shown. */
interface Explained {
  unit: string;
  formula: Formula;
  figures: Record<string, Formula>;
  left_out: { reason: string; rows: number; why: string }[];
  sql: { literal: string; rows: number }[];
}

/** How the figure is made: the collector's own account of it, with the SQL. Asked for when somebody wants it. */
export function Explanation({ kpi }: { kpi: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const view = useView();
  const query = new URLSearchParams({
    site: view.site.id,
    ...view.period,
    ...(view.filterText !== '' && { filter: view.filterText }),
    ...(view.attribution !== undefined && { attribution: view.attribution }),
  });
  const { data, error } = useQuery({
    queryKey: ['explain', kpi, query.toString()],
    queryFn: () => ask<Explained>(`/v1/kpis/${kpi}/explain?${query}`),
    enabled: open,
  });
  return (
    <div className={css.explain}>
      <Button onPress={() => setOpen(!open)} aria-expanded={open}>
        {t('explain.open')}
      </Button>
      {open && error && <ErrorNotice error={error} />}
      {open && !error && data === undefined && <Skeleton height="6rem" />}
      {open && data !== undefined && <Account account={data} />}
    </div>
  );
}

/** A formula in words, and the same with the numbers of the period put in. */
function FormulaText({ formula }: { formula: Formula }) {
  const formulas = useFormulas();
  const words = formulas && translatedFormula(formula, formulas);
  return (
    <>
      {words === undefined ? <p lang="en">{formula.words}</p> : <p>{words}</p>}
      {formula.numbers !== null && (
        <p className={css.numbers}>
          <bdi>{formula.numbers}</bdi>
        </p>
      )}
    </>
  );
}

function Account({ account }: { account: Explained }) {
  const { t, number, column } = useWords();
  const figures = Object.entries(account.figures);
  const isTable = account.unit === 'table' && figures.length > 0;
  const leftOut = account.left_out.filter(({ rows }) => rows > 0);
  return (
    <div className={css.account}>
      <section aria-label={t('explain.formula')}>
        <h3>{t('explain.formula')}</h3>
        {/* Of a table each column has its own. */}
        {!isTable && <FormulaText formula={account.formula} />}
      </section>
      {figures.length > 0 && (
        <details open={isTable}>
          <summary>{t('explain.figures', { number: figures.length })}</summary>
          <dl className={css.figures}>
            {figures.map(([name, formula]) => (
              <div key={name}>
                <dt>{column(name)}</dt>
                <dd>
                  <FormulaText formula={formula} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <section aria-label={t('explain.leftOut')}>
        <h3>{t('explain.leftOut')}</h3>
        {leftOut.length === 0 ? (
          <p>{t('explain.nothingLeftOut')}</p>
        ) : (
          <ul>
            {leftOut.map(({ reason, rows, why }) => (
              <li key={reason}>
                <strong>{number(rows)}</strong> {t(`excluded.${reason as 'bots'}`)}
                <br />
                <span className={css.why}>{t(`explain.why.${reason as 'bots'}`, { defaultValue: why })}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <details>
        <summary>{t('explain.sql', { number: account.sql.length })}</summary>
        {account.sql.map(({ literal, rows }) => (
          <div key={literal}>
            <pre>
              <code>{literal}</code>
            </pre>
            <p className={css.why}>{t('explain.rows', { number: number(rows) })}</p>
          </div>
        ))}
      </details>
    </div>
  );
}
