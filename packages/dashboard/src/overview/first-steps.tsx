import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { snippetOf } from '../admin/snippet.js';
import { Panel } from '../ui/panel.js';
import { Snippet } from '../ui/snippet.js';
import { useSite } from '../view/use-view.js';
import css from './first-steps.module.css';

/** A site without visits: what to do to get the first. */
export function FirstSteps() {
  const { t } = useTranslation();
  const site = useSite();
  // Only a collector that was asked to has the demo shop.
  const shop = useQuery({
    queryKey: ['demo-shop'],
    queryFn: async () => (await fetch('/shop/', { method: 'HEAD' })).ok,
    enabled: site.id === 'demo',
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Panel title={t('first.title')}>
      <div className={css.steps}>
        <p>{t('first.period')}</p>
        {shop.data && (
          <p>
            <a href="/shop/">{t('first.shop')}</a> {t('first.shopThen')}
          </p>
        )}
        <p>{t('first.snippet')}</p>
        <Snippet text={snippetOf(site.id)} />
      </div>
    </Panel>
  );
}
