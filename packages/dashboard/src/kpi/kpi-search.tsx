import { Search } from 'lucide-react';
import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components';
import { useNavigate, useSearchParams } from 'react-router';
import { useDefinitions } from '../api/use-definitions.js';
import { useWords } from '../i18n/use-words.js';
import { GROUPS } from '../layout/navigation.js';
import { useSite } from '../view/use-view.js';
import { sharedSearch } from '../view/view.js';
import css from './kpi-search.module.css';

/** Finds a KPI or a report by a word of its name or of what it says. */
export function KpiSearch({ onClose }: { onClose: () => void }) {
  const { t, kpi: titleOf, sentence } = useWords();
  const { contains } = useFilter({ sensitivity: 'base' });
  const definitions = useDefinitions();
  const site = useSite();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const reports = GROUPS.flatMap(({ entries }) => entries);
  return (
    <ModalOverlay className={css.overlay} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={css.modal}>
        <Dialog aria-label={t('search.open')} className={css.dialog}>
          {/* Every word that was typed has to be somewhere in the text. */}
          <Autocomplete filter={(text, typed) => typed.split(/\s+/).every((word) => contains(text, word))}>
            <SearchField autoFocus aria-label={t('search.open')} className={css.field}>
              <Search aria-hidden="true" />
              <Input placeholder={t('search.placeholder')} className={css.input} />
            </SearchField>
            <Menu
              className={css.list}
              aria-label={t('search.results')}
              renderEmptyState={() => <p className={css.empty}>{t('search.nothing')}</p>}
              onAction={(key) => {
                onClose();
                void navigate(`/s/${site.id}/${key}${sharedSearch(search)}`);
              }}
            >
              {reports.map(({ id }) => (
                <MenuItem
                  key={id}
                  id={id === 'overview' ? '' : id}
                  className={css.item ?? ''}
                  textValue={`${t(`nav.${id}`)} ${t('search.report')}`}
                >
                  <span className={css.title}>{t(`nav.${id}`)}</span>
                  <span className={css.sentence}>{t('search.report')}</span>
                </MenuItem>
              ))}
              {definitions.map((kpi) => (
                <MenuItem
                  key={kpi.id}
                  id={`kpi/${kpi.id}`}
                  className={css.item ?? ''}
                  textValue={`${titleOf(kpi)} ${kpi.id} ${kpi.title} ${sentence(kpi)}`}
                >
                  <span className={css.title}>{titleOf(kpi)}</span>
                  <span className={css.sentence}>{sentence(kpi)}</span>
                </MenuItem>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
