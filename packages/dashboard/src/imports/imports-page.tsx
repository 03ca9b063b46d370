import { useNavigate, useParams } from 'react-router';
import { AdminOnly } from '../admin/admin-only.js';
import { Field } from '../admin/field.js';
import form from '../admin/form.module.css';
import { useWords } from '../i18n/use-words.js';
import { Shell } from '../layout/shell.js';
import { Panel } from '../ui/panel.js';
import { useSite } from '../view/use-view.js';
import { columnsOfDataset, DATASET_NAMES, type DatasetName } from './datasets.js';
import { ImportFile } from './import-file.js';
import { ImportHistory } from './import-history.js';

/** Brings in files: what a shop knows beside its visitors. */
export function ImportsPage() {
  const { t } = useWords();
  return (
    <Shell title={t('nav.imports')}>
      <AdminOnly>
        <NewImport />
        <ImportHistory />
      </AdminOnly>
    </Shell>
  );
}

function NewImport() {
  const { t, dataset: nameOf } = useWords();
  const { dataset: wanted } = useParams();
  const navigate = useNavigate();
  const site = useSite();
  const dataset: DatasetName = DATASET_NAMES.find((name) => name === wanted) ?? 'orders';
  return (
    <Panel title={t('imports.title')}>
      <div className={form.form}>
        <Field label={t('imports.what')}>
          <select
            value={dataset}
            onChange={(event) => void navigate(`/s/${site.id}/imports/${event.target.value}`)}
          >
            {DATASET_NAMES.map((name) => (
              <option key={name} value={name}>
                {nameOf(name)}
              </option>
            ))}
          </select>
        </Field>
        <div>
          <p className={form.hint}>{t('imports.columns')}</p>
          <p className={form.columns}>
            {columnsOfDataset(dataset).map(({ name, needed }) => (
              <code key={name} className={needed ? form.needed : undefined}>
                {name}
              </code>
            ))}
          </p>
        </div>
      </div>
      <br />
      <ImportFile key={dataset} dataset={dataset} />
    </Panel>
  );
}
