import { useTranslation } from 'react-i18next';
import { Field } from './field.js';
import css from './form.module.css';
import { currencies, timezones } from './zones.js';

interface Props {
  timezone: string;
  onTimezone: (zone: string) => void;
  currency: string;
  onCurrency: (code: string) => void;
  error: Error | null;
}

/** Where a shop's days begin, and in which money it is shown. */
export function ZoneFields({ timezone, onTimezone, currency, onCurrency, error }: Props) {
  const { t } = useTranslation();
  return (
    <div className={css.pair}>
      <Field label={t('sites.timezone')} name="timezone" error={error}>
        <select value={timezone} onChange={(event) => onTimezone(event.target.value)}>
          {timezones(timezone).map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </select>
      </Field>
      <Field label={t('sites.currency')} hint={t('sites.currencyHint')} name="currency" error={error}>
        <select value={currency} onChange={(event) => onCurrency(event.target.value)}>
          {currencies(currency).map((code) => (
            <option key={code}>{code}</option>
          ))}
        </select>
      </Field>
    </div>
  );
}
