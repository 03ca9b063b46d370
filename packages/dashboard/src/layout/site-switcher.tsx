import { Check, ChevronsUpDown, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useSession } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Popover, popoverCss } from '../ui/popover.js';
import { useSite } from '../view/use-view.js';
import css from './site-switcher.module.css';

/** The site that is looked at, and the others of the key. */
export function SiteSwitcher({ onGo }: { onGo?: () => void }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const site = useSite();
  const { pathname, search } = useLocation();
  const report = pathname.split('/').slice(3).join('/');
  return (
    <div className={css.switcher}>
      <Popover
        label={t('site.choose')}
        trigger={
          <Button look="plain" aria-label={t('site.chosen', { name: site.name })}>
            <span className={css.letter} data-letter={[...site.name][0]?.toUpperCase()} aria-hidden="true" />
            <bdi className={css.name}>{site.name}</bdi>
            <ChevronsUpDown aria-hidden="true" />
          </Button>
        }
      >
        {(close) => (
          <>
            {me.sites.map(({ id, name }) => (
              <Link
                key={id}
                to={`/s/${id}${report === '' ? '' : `/${report}`}${search}`}
                className={popoverCss.option}
                aria-current={id === site.id}
                onClick={() => {
                  close();
                  onGo?.();
                }}
              >
                <bdi className={popoverCss.grow}>{name}</bdi>
                {id === site.id && <Check aria-hidden="true" />}
              </Link>
            ))}
            {me.role === 'admin' && (
              <>
                <hr className={popoverCss.rule} />
                <Link
                  to="/start"
                  className={popoverCss.option}
                  onClick={() => {
                    close();
                    onGo?.();
                  }}
                >
                  <Plus aria-hidden="true" /> {t('site.add')}
                </Link>
              </>
            )}
          </>
        )}
      </Popover>
    </div>
  );
}
