import { Link } from 'react-router';
import { useWords } from '../i18n/use-words.js';
import { useSite } from '../view/use-view.js';
import { sharedSearch } from '../view/view.js';
import css from './missing.module.css';

/** Data that has not been brought in: which file would bring it, and the way to it. */
export function MissingLink({ missing }: { missing: { import: string; message: string } }) {
  const { t, dataset } = useWords();
  const site = useSite();
  const isFile = !missing.import.includes(' ');
  return (
    <p className={css.missing}>
      {isFile ? (
        <>
          {t('missing.file', { name: dataset(missing.import) })}{' '}
          <Link
            to={`/s/${site.id}/imports/${missing.import}${sharedSearch(new URLSearchParams(location.search))}`}
          >
            {t('missing.bring')}
          </Link>
        </>
      ) : (
        missing.message
      )}
    </p>
  );
}
