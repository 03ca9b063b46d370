import { useId, useState } from 'react';
import { useDefinitions } from '../api/use-definitions.js';
import { useKpi } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { buttonClass } from '../ui/button.js';
import type { Condition } from './filter.js';
import css from './filter-bar.module.css';

const USUAL = [
  'channel',
  'source',
  'campaign',
  'country',
  'device',
  'language',
  'landing_page',
  'visitor_type',
];

/** Any condition: a dimension, how, and a value, of which the usual ones are offered. */
export function AddFilter({ onAdd }: { onAdd: (condition: Condition) => void }) {
  const { t, dimension: nameOf, value: nameOfValue } = useWords();
  const definitions = useDefinitions();
  const [dimension, setDimension] = useState('channel');
  const [operator, setOperator] = useState<Condition['operator']>('==');
  const [value, setValue] = useState('');
  const id = useId();
  const all = [...new Set(definitions.flatMap(({ dimensions }) => dimensions))];
  // The figure that has the dimension says which values there are.
  const source = ['visits', 'orders', 'top_pages', 'product_performance'].find((kpi) =>
    definitions.find((one) => one.id === kpi)?.dimensions.includes(dimension),
  );
  const { answer } = useKpi(source ?? 'visits', {
    by: dimension,
    compare: false,
    limit: 50,
    enabled: source !== undefined,
  });
  const values = (answer?.rows ?? []).map((row) => String(row[dimension] ?? '')).filter((one) => one !== '');
  const rest = all.filter((name) => !USUAL.includes(name)).sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        const written = value.trim();
        // Who picks "Germany" from the list means DE.
        const meant = values.find((one) => nameOfValue(dimension, one) === written) ?? written;
        if (meant !== '') onAdd({ dimension, operator, value: meant });
      }}
    >
      <label>
        {t('filter.dimension')}
        <select
          value={dimension}
          onChange={(event) => {
            setDimension(event.target.value);
            setValue('');
          }}
        >
          {[...USUAL, ...rest].map((name) => (
            <option key={name} value={name}>
              {nameOf(name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('filter.how')}
        <select
          value={operator}
          onChange={(event) => setOperator(event.target.value as Condition['operator'])}
        >
          <option value="==">{t('filter.is')}</option>
          <option value="!=">{t('filter.not')}</option>
          <option value="=~">{t('filter.begins')}</option>
        </select>
      </label>
      <label>
        {t('filter.value')}
        <input list={id} value={value} onChange={(event) => setValue(event.target.value)} required />
        <datalist id={id}>
          {values.map((one) => (
            <option key={one} value={nameOfValue(dimension, one)} />
          ))}
        </datalist>
      </label>
      <button type="submit" className={buttonClass('main')}>
        {t('filter.apply')}
      </button>
    </form>
  );
}
