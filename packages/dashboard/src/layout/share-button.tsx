import { Share2 } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Skeleton } from '../ui/notice.js';
import { Popover } from '../ui/popover.js';

const ShareLink = lazy(async () => ({ default: (await import('../admin/share-link.js')).ShareLink }));

/** Gives what is looked at to somebody without a key; only an admin can. */
export function ShareButton() {
  const { t } = useTranslation();
  const { me } = useSession();
  if (me.role !== 'admin') return null;
  return (
    <Popover
      label={t('shares.title')}
      placement="bottom end"
      trigger={
        <Button look="icon" aria-label={t('shares.title')}>
          <Share2 aria-hidden="true" />
        </Button>
      }
    >
      {() => (
        <Suspense fallback={<Skeleton height="8rem" />}>
          <ShareLink />
        </Suspense>
      )}
    </Popover>
  );
}
