import form from '../admin/form.module.css';
import { type FileColumn, Refused } from '../api/ask.js';
import { useWords } from '../i18n/use-words.js';
import table from '../table/data-table.module.css';
import { Button } from '../ui/button.js';
import { ErrorNotice } from '../ui/notice.js';
import { ColumnMapping } from './column-mapping.js';
import type { DatasetName } from './datasets.js';
import css from './imports.module.css';
import { lackingOf } from './reading.js';
import { ReportOfImport } from './report-of-import.js';
import type { Importing } from './use-import.js';

const ROWS = 8;

/** What would become of a file: whose export it is, what its columns are, its first rows, and what would be refused. */
export function ImportPreview({ dataset, importing }: { dataset: DatasetName; importing: Importing }) {
  const { t, dataset: nameOf } = useWords();
  const { look, bring, reading } = importing;
  const { data, error } = look;
  const columns: readonly FileColumn[] =
    data?.columns ?? (error instanceof Refused ? (error.columns ?? []) : []);
  const lacking = lackingOf(dataset, columns, reading);
  const first = (data?.preview ?? []).slice(0, ROWS);
  const fields = [
    ...new Set(first.flatMap(({ fields: row }) => Object.keys(row).filter((id) => row[id] !== null))),
  ];
  return (
    <>
      {data?.exporter && (
        <p className={form.done} role="status">
          {t('imports.recognised', { name: EXPORTERS[data.exporter] ?? data.exporter })}
        </p>
      )}
      {error && columns.length === 0 && <ErrorNotice error={error} />}
      {error && columns.length > 0 && (
        <p className={css.lacking} role="alert">
          {lacking.length > 0 ? t('imports.lacking', { names: lacking.join(', ') }) : error.message}
        </p>
      )}
      {columns.length > 0 && (
        <ColumnMapping
          dataset={dataset}
          columns={columns}
          lacking={lacking}
          reading={reading}
          recognised={Boolean(data?.exporter)}
          onChange={importing.say}
        />
      )}
      {first.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has only a keyboard must be able to scroll it
        <section className={table.scroll} tabIndex={0} aria-label={t('imports.preview')}>
          <table className={table.table}>
            <caption className={css.caption}>{t('imports.preview')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('imports.rowNumber')}</th>
                {fields.map((id) => (
                  <th key={id} scope="col">
                    {id}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {first.map(({ dataset: of, row, fields: cells }) => (
                <tr key={`${of} ${row} ${Object.values(cells).join()}`}>
                  <th scope="row">
                    {row}
                    {of !== dataset && ` · ${nameOf(of)}`}
                  </th>
                  {fields.map((id) => (
                    <td key={id}>
                      <bdi>{cells[id] === null || cells[id] === undefined ? '' : String(cells[id])}</bdi>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {data && (
        <>
          <ReportOfImport report={data} dry={data.whole ? 'whole' : 'start'} name={importing.file?.name} />
          <div className={form.actions}>
            <Button
              look="main"
              isDisabled={bring.isPending || look.isPending || data.inserted + data.updated === 0}
              onPress={() => bring.mutate()}
            >
              {t('imports.bringIn')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

/** As their makers call them. */
const EXPORTERS: Readonly<Record<string, string>> = {
  google_ads: 'Google Ads',
  meta_ads: 'Meta Ads',
  microsoft_ads: 'Microsoft Advertising',
  search_console: 'Google Search Console',
  mailchimp: 'Mailchimp',
  klaviyo: 'Klaviyo',
  brevo: 'Brevo',
  zendesk: 'Zendesk',
  freshdesk: 'Freshdesk',
  shopify: 'Shopify',
  woocommerce: 'WooCommerce',
  woocommerce_order_export: 'WooCommerce (Order Export)',
};
