import { answerTo } from '../api/ask.js';
import { MOST_ROWS } from '../api/kpi-batch.js';
import type { Period } from '../period/period.js';
import { useCaption } from '../view/use-caption.js';
import { useView } from '../view/use-view.js';
import { FileMenu } from './file-menu.js';

interface Props {
  /** Begins the names of the files. */
  name: string;
  kpi: string;
  /** Beside the view: how the rows or the series of the file are cut. */
  ask?: Readonly<Record<string, string>>;
  /** What the panel is of, where it is not the period of the view. */
  period?: Period | undefined;
  quiet?: boolean;
}

/** The panel of a KPI as a file. */
export function PanelMenu({ name, kpi, ask = {}, period: own, quiet = false }: Props) {
  const view = useView();
  const period = own ?? view.period;
  const caption = useCaption(period);
  const query = new URLSearchParams({
    site: view.site.id,
    ...period,
    ...ask,
    format: 'csv',
    ...(ask.interval === undefined && { limit: String(MOST_ROWS) }),
    ...(view.filterText !== '' && { filter: view.filterText }),
    ...(view.attribution !== undefined && { attribution: view.attribution }),
  });
  return (
    <FileMenu
      quiet={quiet}
      caption={caption}
      name={`${view.site.id}-${name}-${period.from}-${period.to}`}
      csv={() => answerTo(`/v1/kpis/${kpi}?${query}`, {})}
    />
  );
}
