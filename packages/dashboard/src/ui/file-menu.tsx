import { Ellipsis, FileSpreadsheet, Image } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import type { CsvRow } from './csv-of-rows.js';
import css from './file-menu.module.css';
import { ErrorNotice } from './notice.js';
import { Popover, popoverCss } from './popover.js';
import { saveFile } from './save-file.js';

interface Props {
  /** Begins the names of the files. */
  name: string;
  /** The figures: as the collector writes them, or rows that the page holds itself. */
  csv: () => Promise<Response> | readonly CsvRow[];
  /** What a picture is of: site and period. */
  caption?: string;
  /** The button comes forward only while its place is pointed at. */
  quiet?: boolean;
}

/** The panel as a file: its figures as CSV, and what it looks like as a picture. */
export function FileMenu({ name, csv, caption, quiet = false }: Props) {
  const { t } = useTranslation();
  const place = useRef<HTMLSpanElement>(null);

  async function savePng(): Promise<void> {
    const panel = place.current?.closest<HTMLElement>('article, section');
    if (!panel) return;
    const { pictureOf } = await import('./panel-picture.js');
    saveFile(`${name}.png`, await pictureOf(panel, caption));
  }

  async function saveCsv(): Promise<void> {
    const figures = await csv();
    if (figures instanceof Response) return saveFile(`${name}.csv`, await figures.blob());
    const { csvOfRows } = await import('./csv-of-rows.js');
    saveFile(`${name}.csv`, new Blob([csvOfRows(figures)], { type: 'text/csv' }));
  }

  return (
    <span ref={place} className={quiet ? css.quiet : undefined}>
      <Popover
        label={t('panel.save')}
        placement="bottom end"
        trigger={
          <Button look={['plain', 'icon', 'small']} aria-label={t('panel.save')}>
            <Ellipsis aria-hidden="true" />
          </Button>
        }
      >
        {(close) => <FileOptions onSaved={close} saveCsv={saveCsv} savePng={savePng} />}
      </Popover>
    </span>
  );
}

interface OptionsProps {
  /** The file is in the browser's hands. */
  onSaved: () => void;
  saveCsv: () => Promise<void>;
  savePng: () => Promise<void>;
}

/** What a panel can be saved as; what stood in the way stays to be read. */
function FileOptions({ onSaved, saveCsv, savePng }: OptionsProps) {
  const { t } = useTranslation();
  const [trouble, setTrouble] = useState<Error>();
  const [isSaving, setSaving] = useState(false);

  async function saveBy(save: () => Promise<void>): Promise<void> {
    if (isSaving) return;
    setTrouble(undefined);
    setSaving(true);
    try {
      await save();
      onSaved();
    } catch (error) {
      setTrouble(error as Error);
      setSaving(false);
    }
  }

  return (
    <>
      <button type="button" className={popoverCss.option} onClick={() => void saveBy(saveCsv)}>
        <FileSpreadsheet aria-hidden="true" /> {t('panel.csv')}
      </button>
      <button type="button" className={popoverCss.option} onClick={() => void saveBy(savePng)}>
        <Image aria-hidden="true" /> {t('panel.png')}
      </button>
      {trouble && <ErrorNotice error={trouble} />}
    </>
  );
}
