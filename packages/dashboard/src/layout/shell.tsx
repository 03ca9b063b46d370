import { Menu, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Dialog, DialogTrigger, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useReached } from '../api/reachability.js';
import { Button } from '../ui/button.js';
import { SearchButton } from './search-button.js';
import { SettingsMenu } from './settings-menu.js';
import { ShareButton } from './share-button.js';
import css from './shell.module.css';
import { Side } from './side.js';

interface Props {
  title: string;
  /** What the view is chosen with; admin pages have none. */
  tools?: ReactNode;
  children: ReactNode;
}

/** The frame of every page of a site. */
export function Shell({ title, tools, children }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const reached = useReached();
  return (
    <div className={css.shell}>
      <a href="#main" className={css.skip}>
        {t('nav.skip')}
      </a>
      <aside className={css.side}>
        <Brand />
        <Side />
      </aside>
      <div className={css.page}>
        <header className={css.top}>
          <DialogTrigger isOpen={open} onOpenChange={setOpen}>
            <span className={css.menu}>
              <Button look={['plain', 'icon']} aria-label={t('nav.open')}>
                <Menu aria-hidden="true" />
              </Button>
            </span>
            <ModalOverlay className={css.overlay} isDismissable>
              <Modal className={css.drawer}>
                <Dialog aria-label={t('nav.label')} className={css.drawerDialog}>
                  <div className={css.drawerHead}>
                    <Brand />
                    <Button
                      look={['plain', 'icon']}
                      aria-label={t('common.close')}
                      onPress={() => setOpen(false)}
                    >
                      <X aria-hidden="true" />
                    </Button>
                  </div>
                  <Side onGo={() => setOpen(false)} />
                </Dialog>
              </Modal>
            </ModalOverlay>
          </DialogTrigger>
          <h1 className={css.title}>{title}</h1>
          <div className={css.own}>
            <SearchButton />
            <ShareButton />
            <SettingsMenu />
          </div>
        </header>
        {!reached && (
          <p className={css.lost} role="alert">
            {t('error.lost')}
          </p>
        )}
        {tools !== undefined && <div className={css.tools}>{tools}</div>}
        <main id="main" className={css.main} tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}

function Brand() {
  return (
    <Link to="/" className={css.brand}>
      <img src="/icon.svg" alt="" width="26" height="26" /> Footfall
    </Link>
  );
}
