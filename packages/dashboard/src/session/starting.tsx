import { ErrorNotice } from '../ui/notice.js';
import css from './sign-in.module.css';

/** Between the key and the first answer. */
export function Starting({ error, retry }: { error: Error | null; retry: () => void }) {
  return (
    <main className={css.page}>
      <img src="/icon.svg" alt="Footfall" width="40" height="40" />
      {error && (
        <div className={css.card}>
          <ErrorNotice error={error} retry={retry} />
        </div>
      )}
    </main>
  );
}
