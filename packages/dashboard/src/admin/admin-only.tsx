import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session.js';
import { Notice } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';

/** What only an admin's key opens; a reader is told so instead of being refused. */
export function AdminOnly({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { me } = useSession();
  if (me.role === 'admin') return children;
  return (
    <Panel title={t('admin.only')}>
      <Notice>{t('admin.onlyWhy')}</Notice>
    </Panel>
  );
}
