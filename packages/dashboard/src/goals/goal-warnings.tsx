import { useWords } from '../i18n/use-words.js';
import type { Goal } from './goal.js';
import css from './goals.module.css';

/** What speaks against a goal: in English with the collector's own figures, else what its code says. */
export function GoalWarnings({ warnings }: { warnings: Goal['warnings'] }) {
  const { locale, word } = useWords();
  const isEnglish = locale.startsWith('en');
  return warnings.map(({ code, message }) => (
    <p key={code} className={css.warning} role="note" title={message}>
      <strong>{word('goals.warning', code, '')}</strong>{' '}
      {isEnglish ? message : word('goals.warned', code, message)}
    </p>
  ));
}
