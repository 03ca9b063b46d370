import type { ReactNode } from 'react';
import { Refused, Unreachable } from '../api/ask.js';
import { useSentences } from '../i18n/use-sentences.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import css from './notice.module.css';

/** A few words where figures would be: what is the matter, and what helps. */
export function Notice({ title, children }: { title?: string; children?: ReactNode }) {
  return (
    <div className={css.notice}>
      {title !== undefined && <p className={css.head}>{title}</p>}
      {children}
    </div>
  );
}

/** Room for what is on its way, of the height that it will have. */
export function Skeleton({ height }: { height: string }) {
  return <div className={css.skeleton} style={{ '--height': height } as never} aria-hidden="true" />;
}

/** What went wrong in the collector's words, and another try. */
export function ErrorNotice({ error, retry }: { error: Error; retry?: () => void }) {
  const { t, trouble } = useWords();
  const words = error instanceof Refused ? trouble(error) : undefined;
  const particulars = error instanceof Refused ? particularsOf(error, words !== error.message) : [];
  const show = useSentences(particulars.length > 0);
  return (
    <div className={css.notice} role="alert">
      <p className={css.head}>{error instanceof Unreachable ? t('error.unreachable') : t('error.refused')}</p>
      {words !== undefined && <p>{words}</p>}
      {/* What the collector itself says holds the particulars: which column, which limit. */}
      {particulars.map((one) => {
        const shown = show?.(one);
        return (
          <p key={one} lang={shown?.lang}>
            {shown?.text}
          </p>
        );
      })}
      {retry && <Button onPress={retry}>{t('error.retry')}</Button>}
    </div>
  );
}

/** Which field does not fit, which column is lacking, which limit there is; and what helps. */
function particularsOf({ message, hint, fields }: Refused, isTranslated: boolean): string[] {
  const wrong = fields && fields.length > 0 ? fields.map((one) => one.message) : [message];
  return [...new Set([...(isTranslated ? wrong : []), ...(hint === undefined ? [] : [hint])])];
}
