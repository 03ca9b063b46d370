import type { KpiAnswer } from '../api/answers.js';
import { useWords } from '../i18n/use-words.js';
import css from './problems.module.css';

interface Fit {
  converged: boolean;
  reason?: string;
  uncertain?: string[];
}

/** What one must know before one trusts a prediction: the collector's `problems`, in the words of the owner. */
export function Problems({ answer }: { answer: KpiAnswer }) {
  const { t, word } = useWords();
  const problems = Array.isArray(answer.problems) ? (answer.problems as string[]) : [];
  if (problems.length === 0) return null;
  const models = answer.models as Record<'purchases' | 'spend', Fit> | undefined;
  const said = (['purchases', 'spend'] as const).flatMap((name) => {
    const fit = models?.[name];
    if (fit === undefined) return [];
    if (!fit.converged)
      return [`${t(`problem.${name}`)} ${word('problem', (fit.reason ?? '').replaceAll('-', '_'), '')}`];
    return (fit.uncertain ?? []).length > 0 ? [t('problem.uncertain')] : [];
  });
  // Product pairs have no models; there it is the search that was given up.
  const words =
    models === undefined && answer.kpi === 'product_affinity' ? [t('problem.tooMuch')] : [...new Set(said)];
  return (
    <ul className={css.problems} title={problems.join('\n')} data-problems>
      {(words.length > 0 ? words : problems).map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
