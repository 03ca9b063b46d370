import { type ReactNode, useState } from 'react';
import type { KpiAnswer } from '../api/answers.js';
import type { KpiState } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { ErrorNotice, Notice, Skeleton } from '../ui/notice.js';
import { useSite } from '../view/use-view.js';
import { type Missing, MissingFile } from './missing.js';
import { Problems } from './problems.js';

interface Props {
  state: KpiState;
  /** Room that is kept while the answer is on its way. */
  height: string;
  /** It is its rows that are shown: without any, that is said. */
  byRows?: boolean;
  children: (answer: KpiAnswer) => ReactNode;
}

/** A KPI's answer, once it is there; else what stands in its way, and what helps. */
export function Answered({ state, height, byRows = false, children }: Props) {
  const { t, dimension } = useWords();
  const site = useSite();
  // With its last row a file is no longer missing, and its report has still to be read.
  const [brought, setBrought] = useState<{ site: string; missing: Missing }>();
  const { answer, error, foreign, retry } = state;
  if (foreign.length > 0)
    return <Notice>{t('kpi.foreignFilter', { names: foreign.map(dimension).join(', ') })}</Notice>;
  if (error) return <ErrorNotice error={error} retry={retry} />;
  if (answer === undefined) return <Skeleton height={height} />;
  const missing = brought?.site === site.id ? brought.missing : answer.missing;
  return (
    <>
      {missing && (
        <MissingFile
          key={`${site.id} ${missing.import}`}
          missing={missing}
          isThere={answer.missing?.import !== missing.import}
          onFile={(isChosen) => setBrought(isChosen ? { site: site.id, missing } : undefined)}
        />
      )}
      {answer.missing === null && (
        <>
          <Problems answer={answer} />
          {byRows && (answer.rows ?? []).length === 0 ? <Notice>{t('list.empty')}</Notice> : children(answer)}
        </>
      )}
    </>
  );
}
