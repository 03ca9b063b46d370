import { useState } from 'react';
import { useDefinitions } from '../api/use-definitions.js';
import { useWords } from '../i18n/use-words.js';
import { SeriesPanel } from '../kpi/series-panel.js';
import { Segmented } from '../ui/segmented.js';

/** One large chart, of the KPI that is chosen. */
export function SeriesChoice({ kpis }: { kpis: readonly string[] }) {
  const { t, kpi: title } = useWords();
  const definitions = useDefinitions();
  const options = kpis.flatMap((id) => {
    const definition = definitions.find((kpi) => kpi.id === id);
    return definition ? [{ id, text: title(definition) }] : [];
  });
  const [chosen, setChosen] = useState(kpis[0] ?? '');
  return (
    <div>
      {options.length > 1 && (
        <div style={{ marginBlockEnd: '0.5rem' }}>
          <Segmented label={t('chart.choose')} options={options} value={chosen} onChange={setChosen} />
        </div>
      )}
      <SeriesPanel kpi={chosen} height="16rem" />
    </div>
  );
}
