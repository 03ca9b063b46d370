import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { useWords } from '../i18n/use-words.js';
import { DATASET_NAMES } from '../imports/datasets.js';
import { useSession } from '../session/session.js';
import { Skeleton } from '../ui/notice.js';
import { useSite } from '../view/use-view.js';
import { sharedSearch } from '../view/view.js';
import css from './missing.module.css';

const ImportFile = lazy(async () => ({ default: (await import('../imports/import-file.js')).ImportFile }));

/** What an answer says of data that it lacks. */
export interface Missing {
  import: string;
  message: string;
}

/** Data that has not been brought in: which file would bring it, and the way to it. */
export function MissingLink({ missing }: { missing: Missing }) {
  const { t, dataset } = useWords();
  const site = useSite();
  const file = datasetOf(missing);
  if (file === undefined)
    return (
      <p className={css.missing} data-missing={missing.import}>
        {missing.import === SPEED ? t('missing.speed') : missing.message}
      </p>
    );
  return (
    <p className={css.missing}>
      {t('missing.file', { name: dataset(file) })}{' '}
      <Link to={`/s/${site.id}/imports/${file}${sharedSearch(new URLSearchParams(location.search))}`}>
        {t('missing.bring')}
      </Link>
    </p>
  );
}

interface MissingFileProps {
  missing: Missing;
  /** The data has come in meanwhile, by the file whose report still stands here. */
  isThere: boolean;
  /** A file is chosen, or done with. */
  onFile: (isChosen: boolean) => void;
}

/** The same where there is room: the file is taken right there, from whoever may bring it. */
export function MissingFile({ missing, isThere, onFile }: MissingFileProps) {
  const { t, dataset } = useWords();
  const { me } = useSession();
  const file = datasetOf(missing);
  if (file === undefined || me.role !== 'admin') return <MissingLink missing={missing} />;
  return (
    <div className={css.file} data-missing={isThere ? undefined : missing.import}>
      {!isThere && <p className={css.missing}>{t('missing.file', { name: dataset(file) })}</p>}
      <Suspense fallback={<Skeleton height="12rem" />}>
        <ImportFile dataset={file} onFile={onFile} />
      </Suspense>
    </div>
  );
}

/** What measurements of the browser are called where files are named. */
const SPEED = 'web_vital events';

/** What no file brings says by itself what to do. */
const datasetOf = (missing: Missing) => DATASET_NAMES.find((name) => name === missing.import);
