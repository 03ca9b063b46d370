import { Ellipsis, FileSpreadsheet, Image } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import { Popover, popoverCss } from './popover.js';
import { saveFile } from './save-file.js';

interface Props {
  /** Begins the names of the files. */
  name: string;
  /** The figures as the collector writes them. */
  csv: () => Promise<Response>;
}

/** The panel as a file: its figures as CSV, and what it looks like as a picture. */
export function FileMenu({ name, csv }: Props) {
  const { t } = useTranslation();
  const place = useRef<HTMLSpanElement>(null);

  async function savePng(): Promise<void> {
    const section = place.current?.closest('section');
    if (!section) return;
    const { pictureOf } = await import('./panel-picture.js');
    saveFile(`${name}.png`, await pictureOf(section));
  }

  return (
    <span ref={place}>
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
                void csv().then(async (answer) => saveFile(`${name}.csv`, await answer.blob()));
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
