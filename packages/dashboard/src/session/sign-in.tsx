import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '../api/ask.js';
import { buttonClass } from '../ui/button.js';
import css from './sign-in.module.css';

interface Props {
  /** Why the key before was not taken. */
  refusal: Error | undefined;
  onKey: (key: string, options: { stay: boolean }) => void;
}

/** Asks for a key. */
export function SignIn({ refusal, onKey }: Props) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const [stay, setStay] = useState(false);
  const id = useId();
  const why =
    refusal instanceof Refused && refusal.status === 403
      ? 'wrongRole'
      : refusal instanceof Refused && refusal.code === 'expired_key'
        ? 'expiredKey'
        : 'wrongKey';
  return (
    <main className={css.page}>
      <form
        className={css.card}
        onSubmit={(event) => {
          event.preventDefault();
          if (key.trim() !== '') onKey(key.trim(), { stay });
        }}
      >
        <h1 className={css.brand}>
          <img src="/icon.svg" alt="" width="32" height="32" /> Footfall
        </h1>
        <p className={css.lead}>{t('signIn.lead')}</p>
        <div className={css.field}>
          <label htmlFor={id}>{t('signIn.key')}</label>
          <input
            id={id}
            className={css.input}
            type="password"
            autoComplete="off"
            spellCheck={false}
            placeholder="ff_…"
            value={key}
            onChange={(event) => setKey(event.target.value)}
            aria-invalid={refusal !== undefined}
            aria-describedby={refusal && `${id}-refusal`}
            required
          />
          {refusal && (
            <p id={`${id}-refusal`} className={css.refusal} role="alert">
              {t(`signIn.${why}`)}
            </p>
          )}
        </div>
        <label className={css.stay}>
          <input type="checkbox" checked={stay} onChange={(event) => setStay(event.target.checked)} />
          {t('signIn.stay')}
        </label>
        <button type="submit" className={buttonClass('main')}>
          {t('signIn.submit')}
        </button>
        <p className={css.help}>
          {t('signIn.help')} <code>npx --no-install footfall key add --role reader</code>
        </p>
      </form>
    </main>
  );
}
