import { useEffect, useId, useState } from 'react';
import form from '../admin/form.module.css';
import type { FileColumn } from '../api/ask.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from '../ui/button.js';
import { columnsOfDataset, type DatasetName } from './datasets.js';
import css from './imports.module.css';
import type { Reading } from './reading.js';

interface Props {
  dataset: DatasetName;
  columns: readonly FileColumn[];
  /** What must be there and is not. */
  lacking: readonly string[];
  reading: Reading;
  /** The exporter is known: its columns are understood already, and stay folded. */
  recognised: boolean;
  onChange: (reading: Reading) => void;
}

/** Says of each column of a file what it is, and of what the file lacks what it is in every row. */
export function ColumnMapping({ dataset, columns, lacking, reading, recognised, onChange }: Props) {
  const { t } = useWords();
  const id = useId();
  const [draft, setDraft] = useState(reading);
  useEffect(() => setDraft(reading), [reading]);
  const fields = columnsOfDataset(dataset);
  const isSaid = Object.keys(reading.map).length > 0 || Object.keys(reading.set).length > 0;
  const taken = new Set(columns.map(({ column, field }) => draft.map[column] ?? field));
  const free = fields.filter(({ name }) => !taken.has(name));
  return (
    <details className={css.mapping} open={lacking.length > 0 || isSaid || !recognised}>
      <summary>{t('imports.mapping')}</summary>
      <form
        className={css.mappingForm}
        onSubmit={(event) => {
          event.preventDefault();
          onChange(draft);
        }}
      >
        <ul className={css.columns}>
          {columns.map(({ column, field }) => (
            <li key={column}>
              <label htmlFor={`${id} ${column}`}>
                <bdi>{column}</bdi>
              </label>
              <select
                id={`${id} ${column}`}
                value={draft.map[column] ?? field ?? ''}
                onChange={(event) =>
                  setDraft({ ...draft, map: { ...draft.map, [column]: event.target.value } })
                }
              >
                <option value="">{t('imports.ignored')}</option>
                {fields.map(({ name, needed }) => (
                  <option key={name} value={name}>
                    {name}
                    {needed ? ' *' : ''}
                  </option>
                ))}
                {field !== null && !fields.some(({ name }) => name === field) && (
                  <option value={field}>{field}</option>
                )}
              </select>
            </li>
          ))}
        </ul>
        {free.length > 0 && (
          <fieldset className={css.constants}>
            <legend>{t('imports.constants')}</legend>
            {free.map(({ name, needed }) => (
              <label key={name}>
                {name}
                {needed ? ' *' : ''}
                <input
                  value={draft.set[name] ?? ''}
                  onChange={(event) =>
                    setDraft({ ...draft, set: { ...draft.set, [name]: event.target.value } })
                  }
                />
              </label>
            ))}
          </fieldset>
        )}
        <div className={css.constants}>
          <div>
            <label htmlFor={`${id}-decimal`}>{t('imports.decimal')}</label>
            <select
              id={`${id}-decimal`}
              value={draft.decimal ?? ''}
              onChange={(event) =>
                setDraft({ ...draft, decimal: (event.target.value || undefined) as Reading['decimal'] })
              }
            >
              <option value="">{t('imports.byItself')}</option>
              <option value="point">1,234.50</option>
              <option value="comma">1.234,50</option>
            </select>
          </div>
          <div>
            <label htmlFor={`${id}-dates`}>{t('imports.dates')}</label>
            <select
              id={`${id}-dates`}
              value={draft.dates ?? ''}
              onChange={(event) =>
                setDraft({ ...draft, dates: (event.target.value || undefined) as Reading['dates'] })
              }
            >
              <option value="">{t('imports.byItself')}</option>
              <option value="day">31/1/2026</option>
              <option value="month">1/31/2026</option>
            </select>
          </div>
        </div>
        <div className={form.actions}>
          <Button type="submit">{t('imports.lookAgain')}</Button>
        </div>
      </form>
    </details>
  );
}
