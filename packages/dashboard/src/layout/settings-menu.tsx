import { LogOut, Settings2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGES, type Language } from '../i18n/i18n.js';
import { useSession } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Popover, popoverCss } from '../ui/popover.js';
import { Segmented } from '../ui/segmented.js';
import { chooseTheme, chosenTheme, THEMES, type Theme } from './colour-scheme.js';
import css from './settings-menu.module.css';

/** Language, colours and the way out. */
export function SettingsMenu() {
  const { t, i18n } = useTranslation();
  const { signOut } = useSession();
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  return (
    <Popover
      label={t('settings.label')}
      placement="bottom end"
      trigger={
        <Button look="icon" aria-label={t('settings.label')}>
          <Settings2 aria-hidden="true" />
        </Button>
      }
    >
      {() => (
        <div className={css.menu}>
          <label className={css.field}>
            {t('settings.language')}
            <select
              className={css.select}
              value={i18n.language}
              onChange={(event) => void changeLanguage(event.target.value as Language)}
            >
              {Object.entries(LANGUAGES).map(([id, name]) => (
                <option key={id} value={id} lang={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <div className={css.field}>
            {t('settings.theme')}
            <Segmented
              label={t('settings.theme')}
              options={THEMES.map((id) => ({ id, text: t(`settings.${id}`) }))}
              value={theme}
              onChange={(chosen) => {
                chooseTheme(chosen);
                setTheme(chosen);
              }}
            />
          </div>
          <hr className={popoverCss.rule} />
          <button type="button" className={popoverCss.option} onClick={signOut}>
            <LogOut aria-hidden="true" /> {t('settings.signOut')}
          </button>
        </div>
      )}
    </Popover>
  );
}
