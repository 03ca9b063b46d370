import { Ellipsis, FileSpreadsheet, Image } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { answerTo } from '../api/ask.js';
import { useView } from '../view/use-view.js';
import { Button } from './button.js';
import { Popover, popoverCss } from './popover.js';
import { saveFile } from './save-file.js';

interface Props {
  /** Begins the names of the files. */
  name: string;
  kpi: string;
  /** Beside the view: how the rows or the series of the file are cut. */
  ask?: Readonly<Record<string, string>>;
}

/** The panel as a file: its figures as CSV, its chart as a picture. */
export function PanelMenu({ name, kpi, ask = {} }: Props) {
  const { t } = useTranslation();
  const view = useView();
  const place = useRef<HTMLSpanElement>(null);
  const file = `${view.site.id}-${name}-${view.period.from}-${view.period.to}`;

  async function saveCsv(): Promise<void> {
    const query = new URLSearchParams({
      site: view.site.id,
      ...view.period,
      ...ask,
      format: 'csv',
      ...(ask.interval === undefined && { limit: '10000' }),
      ...(view.filterText !== '' && { filter: view.filterText }),
      ...(view.attribution !== undefined && { attribution: view.attribution }),
    });
    const answer = await answerTo(`/v1/kpis/${kpi}?${query}`, {});
    saveFile(`${file}.csv`, await answer.blob());
  }

  const drawn = () => place.current?.closest('section')?.querySelector('canvas') ?? null;

  function savePng(): void {
    const canvas = drawn();
    if (canvas === null) return;
    // A canvas is transparent, and a picture of it is read on a ground of any colour.
    const picture = document.createElement('canvas');
    picture.width = canvas.width;
    picture.height = canvas.height;
    const context = picture.getContext('2d');
    const section = canvas.closest('section');
    if (context === null || section === null) return;
    context.fillStyle = getComputedStyle(section).backgroundColor;
    context.fillRect(0, 0, picture.width, picture.height);
    context.drawImage(canvas, 0, 0);
    picture.toBlob((blob) => blob && saveFile(`${file}.png`, blob));
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
                void saveCsv();
              }}
            >
              <FileSpreadsheet aria-hidden="true" /> {t('panel.csv')}
            </button>
            {drawn() !== null && (
              <button
                type="button"
                className={popoverCss.option}
                onClick={() => {
                  close();
                  savePng();
                }}
              >
                <Image aria-hidden="true" /> {t('panel.png')}
              </button>
            )}
          </>
        )}
      </Popover>
    </span>
  );
}
