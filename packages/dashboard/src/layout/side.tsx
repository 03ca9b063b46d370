import { useTranslation } from 'react-i18next';
import { NavLink, useSearchParams } from 'react-router';
import { useSession } from '../session/session.js';
import { useSite } from '../view/use-view.js';
import { sharedSearch } from '../view/view.js';
import { ADMIN_ENTRIES, type Entry, GROUPS } from './navigation.js';
import css from './side.module.css';
import { SiteSwitcher } from './site-switcher.js';

/** The way to every report. */
export function Side({ onGo }: { onGo?: () => void }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const site = useSite();
  const [search] = useSearchParams();
  const shared = sharedSearch(search);
  const link = ({ id, icon: Icon }: Entry) => (
    <li key={id}>
      <NavLink
        to={`/s/${site.id}${id === 'overview' ? '' : `/${id}`}${shared}`}
        end={id === 'overview'}
        className={css.link ?? ''}
        {...(onGo && { onClick: onGo })}
      >
        <Icon aria-hidden="true" />
        {t(`nav.${id}`)}
      </NavLink>
    </li>
  );
  return (
    <>
      <SiteSwitcher {...(onGo && { onGo })} />
      <nav aria-label={t('nav.label')} className={css.nav}>
        {GROUPS.map((group) => (
          <section key={group.id} aria-label={t(`nav.group.${group.id}`)}>
            <p className={css.group} aria-hidden="true">
              {t(`nav.group.${group.id}`)}
            </p>
            <ul>{group.entries.map(link)}</ul>
          </section>
        ))}
        {me.role === 'admin' && (
          <section aria-label={t('nav.group.admin')}>
            <p className={css.group} aria-hidden="true">
              {t('nav.group.admin')}
            </p>
            <ul>{ADMIN_ENTRIES.map(link)}</ul>
          </section>
        )}
      </nav>
    </>
  );
}
