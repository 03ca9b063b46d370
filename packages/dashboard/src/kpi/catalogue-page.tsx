import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useDefinitions } from '../api/use-definitions.js';
import { useWords } from '../i18n/use-words.js';
import { Shell } from '../layout/shell.js';
import { FileMenu } from '../ui/file-menu.js';
import { Panel } from '../ui/panel.js';
import { useSite } from '../view/use-view.js';
import { sharedSearch } from '../view/view.js';
import css from './kpi-page.module.css';
import { THEMES } from './themes.js';

/** Every KPI of the catalogue, with what it says. */
export function CataloguePage() {
  const { t } = useTranslation();
  const { kpi: title, sentence } = useWords();
  const definitions = useDefinitions();
  const site = useSite();
  const [search] = useSearchParams();
  return (
    <Shell title={t('nav.kpis')}>
      {THEMES.map((theme) => (
        <Panel
          key={theme}
          title={t(`theme.${theme}`)}
          tools={
            <FileMenu
              name={`kpis-${theme}`}
              csv={() =>
                definitions
                  .filter((kpi) => kpi.theme === theme)
                  .map((kpi) => ({
                    id: kpi.id,
                    title: title(kpi),
                    sentence: sentence(kpi),
                    formula: kpi.formula ?? null,
                    unit: kpi.unit,
                    import: kpi.import,
                  }))
              }
            />
          }
        >
          <ul className={css.list}>
            {definitions
              .filter((kpi) => kpi.theme === theme)
              .map((kpi) => (
                <li key={kpi.id}>
                  <Link to={`/s/${site.id}/kpi/${kpi.id}${sharedSearch(search)}`}>
                    <strong>{title(kpi)}</strong>
                    <span>{sentence(kpi)}</span>
                  </Link>
                </li>
              ))}
          </ul>
        </Panel>
      ))}
    </Shell>
  );
}
