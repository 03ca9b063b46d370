import { cloneElement, type ReactElement, useId } from 'react';
import { Refused } from '../api/ask.js';
import { useSentences } from '../i18n/use-sentences.js';
import css from './form.module.css';

interface Props {
  label: string;
  hint?: string;
  /** Name of the field in the collector's words, under which it says what does not fit. */
  name?: string;
  error?: Error | null;
  children: ReactElement<Record<string, unknown>>;
}

/** An input with its label, what it is for, and what the collector says against it. */
export function Field({ label, hint, name, error, children }: Props) {
  const id = useId();
  const said =
    error instanceof Refused && name !== undefined
      ? error.fields
          ?.filter(({ field }) => field === name || field.startsWith(`${name}.`))
          .map(({ message }) => message)
          // Two lines of one field can have the same fault.
          .filter((message, index, all) => all.indexOf(message) === index)
      : undefined;
  const wrong = said !== undefined && said.length > 0;
  const show = useSentences(wrong);
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, {
        id,
        'aria-describedby':
          `${hint === undefined ? '' : `${id}-hint`} ${wrong ? `${id}-error` : ''}`.trim() || undefined,
        'aria-invalid': wrong || undefined,
      })}
      {hint !== undefined && (
        <span id={`${id}-hint`} className={css.hint}>
          {hint}
        </span>
      )}
      {wrong && (
        <span id={`${id}-error`} className={css.error} role="alert">
          {said.map((one) => {
            const shown = show?.(one);
            return (
              <span key={one} lang={shown?.lang}>
                {shown?.text}
              </span>
            );
          })}
        </span>
      )}
    </div>
  );
}
