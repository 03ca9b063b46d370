import { Ellipsis, FileSpreadsheet, Image } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import type { CsvRow } from './csv-of-rows.js';
import css from './file-menu.module.css';
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
        {(close) => (
          <>
            <button
              type="button"
              className={popoverCss.option}
              onClick={() => {
                close();
                void saveCsv();
              }}
            >
              <FileSpreadsheet aria-hidden="true" /> {t('panel.csv')}
            </button>
            <button
              type="button"
              className={popoverCss.option}
              onClick={() => {
                close();
                void savePng();
              }}
            >
              <Image aria-hidden="true" /> {t('panel.png')}
            </button>
          </>
        )}
      </Popover>
    </span>
  );
}
