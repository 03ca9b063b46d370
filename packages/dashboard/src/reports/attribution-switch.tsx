import { useTranslation } from 'react-i18next';
import { Segmented } from '../ui/segmented.js';
import { useChangeView, useView } from '../view/use-view.js';
import { ATTRIBUTIONS } from '../view/view.js';
import css from './report.module.css';

/** By which of the visits before it an order is attributed. */
export function AttributionSwitch() {
  const { t } = useTranslation();
  const view = useView();
  const change = useChangeView();
  return (
    <div className={css.switch}>
      <span>{t('attribution.label')}</span>
      <Segmented
        label={t('attribution.label')}
        options={ATTRIBUTIONS.map((id) => ({ id, text: t(`attribution.${id}`) }))}
        value={view.attribution ?? 'last_non_direct'}
        onChange={(attribution) =>
          change({ attribution: attribution === 'last_non_direct' ? undefined : attribution })
        }
      />
    </div>
  );
}
