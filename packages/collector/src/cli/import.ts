import { basename } from 'node:path';
import { DATASETS, findDataset } from '@footfall/protocol';
import { Argument, type Command, Option } from 'commander';
import { EXPORTER_IDS, EXPORTERS } from '../import/exporters/index.js';
import { FORMATS, type Format, formatOfFileName } from '../import/format.js';
import type { ImportAnswer } from '../import/import-answer.js';
import type { Reading } from '../import/layout.js';
import { pairs } from '../import/reading-options.js';
import { RefusedReport } from '../import/refused-report.js';
import { importStream } from '../import/stream.js';
import { EXIT } from './exit-code.js';
import { openImportFile } from './import-file.js';
import { collect, dataOption, oneOf, storeOption } from './options.js';
import { startProgress } from './progress.js';
import { whole } from './table.js';
import { findSite, type StoreOptions, withStore } from './with-store.js';

interface ImportFlags extends StoreOptions {
  site: string;
  format?: Format;
  map?: string[];
  set?: string[];
  exporter?: string;
  decimal?: 'point' | 'comma';
  dates?: 'day' | 'month';
  dryRun?: true;
  refused?: string;
  json?: true;
}

/** `footfall import` */
export function addImport(program: Command): void {
  const names = Object.keys(DATASETS);
  program
    .command('import')
    .summary('bring in a file of orders, costs …')
    .description(
      'Brings in a file of one dataset: CSV with a header row, one JSON object a line, or a JSON array; .gz and .br are decompressed. The same file twice changes nothing; a later file replaces rows of the same key. It works beside a running collector.',
    )
    .addArgument(new Argument('<dataset>', names.join(', ')).argParser(oneOf(names)))
    .argument('<file>', 'its path, or - for standard input')
    .requiredOption('--site <id>', 'site that the rows are of')
    .addOption(
      new Option(
        '--format <format>',
        `${FORMATS.join(', ')}; told by the ending or the content if left out`,
      ).argParser(oneOf(FORMATS)),
    )
    .option(
      '--map <column=field>',
      'a column of the file, and which one of the dataset it is; repeatable',
      collect,
    )
    .option(
      '--set <field=value>',
      'a column that the file has not, such as currency=EUR; repeatable',
      collect,
    )
    .addOption(
      new Option(
        '--exporter <id>',
        'who wrote the file, told by its columns if left out; none for nobody',
      ).argParser(oneOf([...EXPORTER_IDS, 'none'])),
    )
    .addOption(
      new Option(
        '--decimal <mark>',
        'point or comma, where the file leaves open which is before the decimals',
      ).argParser(oneOf(['point', 'comma'] as const)),
    )
    .addOption(
      new Option(
        '--dates <order>',
        'day or month first, where the file leaves open what 1/2/2026 means',
      ).argParser(oneOf(['day', 'month'] as const)),
    )
    .option('--dry-run', 'check everything, show the first rows as they would be kept, write nothing')
    .option('--refused <file>', 'write number and reason of every refused row to this CSV file')
    .option('--json', 'print the answer as the API gives it')
    .addOption(dataOption())
    .addOption(storeOption())
    .addHelpText(
      'after',
      `
Datasets, and their columns (those in brackets may be left out):
${datasetHelp()}

Exports whose columns are known by themselves:
${exporterHelp()}

Examples:
  footfall import orders orders.csv --site shop
  footfall import costs costs.ndjson.gz --site shop --json
  footfall import costs "Campaign report.csv" --site shop --set currency=EUR --dry-run
  footfall import orders books.csv --site shop --map Auftrag=order_id --map Datum=time --map Betrag=value --set currency=EUR
  zcat export.gz | footfall import order_items - --site shop --format csv
`,
    )
    .action(importFile);
}

function datasetHelp(): string {
  return Object.values(DATASETS)
    .map(({ name, row }) => {
      const { shape } = row('UTC');
      const columns = Object.entries(shape).map(([column, schema]) =>
        schema.safeParse(undefined).success ? `[${column}]` : column,
      );
      return `  ${name}: ${columns.join(', ')}`;
    })
    .join('\n');
}

function exporterHelp(): string {
  return EXPORTERS.map(({ id, name, dataset }) => `  ${dataset}: ${name} (${id})`).join('\n');
}

async function importFile(name: string, path: string, flags: ImportFlags): Promise<void> {
  const dataset = findDataset(name);
  if (dataset === undefined) return;
  const reading: Reading = {
    ...{ exporter: flags.exporter, decimal: flags.decimal, dates: flags.dates },
    map: pairs(flags.map ?? [], 'right'),
    set: pairs(flags.set ?? [], 'left'),
  };
  const file = await openImportFile(path);
  const report = flags.refused === undefined ? undefined : new RefusedReport(flags.refused);
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  const started = Date.now();
  const answer = await withStore(flags, async (store) => {
    const site = findSite(store, flags.site);
    const progress = startProgress({ what: `importing ${name}`, total: file.size });
    try {
      return await importStream({
        store,
        site,
        dataset,
        body: file.body,
        format: flags.format ?? formatOfFileName(path),
        reading,
        dryRun: flags.dryRun,
        source: { source: 'cli', file: path === '-' ? null : basename(path), apiKey: null, now: Date.now },
        onRefused: (rows) => report?.write(rows),
        signal: interrupted.signal,
        onProgress: ({ rows, refused, bytes }) =>
          progress.update(
            file.size > 0 ? file.read() : bytes,
            `${whole(rows)} rows, ${whole(refused)} refused`,
          ),
      });
    } finally {
      progress.stop();
    }
  });
  await report?.close();
  const seconds = (Date.now() - started) / 1000;
  process.stdout.write(
    flags.json ? `${JSON.stringify(answer, null, 2)}\n` : summary(answer, flags.site, name, seconds),
  );
  if (answer.refused_count > 0) process.exitCode = EXIT.rowsRefused;
}

function summary(answer: ImportAnswer, site: string, name: string, seconds: number): string {
  const { rows, inserted, updated, merged, passed_over, refused, refused_count, warnings } = answer;
  const counts = [
    `${whole(inserted)} new`,
    `${whole(updated)} replaced`,
    ...(merged > 0 ? [`${whole(merged)} added to others`] : []),
    ...(passed_over > 0 ? [`${whole(passed_over)} passed over`] : []),
    `${whole(refused_count)} refused`,
  ];
  const exporter = EXPORTERS.find(({ id }) => id === answer.exporter);
  const lines = [
    `${answer.dry_run ? 'dry run, nothing is written: ' : ''}${name} of ${site}: ${whole(rows)} rows in ${seconds.toFixed(1)} s: ${counts.join(', ')}`,
    ...(exporter === undefined ? [] : [`recognised as an export of ${exporter.name}`]),
    ...Object.entries(answer.datasets ?? {}).map(
      ([dataset, part]) =>
        `  ${dataset}: ${whole(part.inserted)} new, ${whole(part.updated)} replaced, ${whole(part.refused)} refused`,
    ),
    ...(answer.columns ?? []).map(({ column, field }) => `  ${column} → ${field ?? 'not used'}`),
    ...(answer.preview ?? []).map(({ dataset, row, fields }) => `  ${dataset}, row ${row}: ${shown(fields)}`),
    ...warnings.map((warning) => `note: ${warning}`),
    ...refused.map(({ row, reason }) => `  row ${row}: ${reason}`),
  ];
  if (refused_count > refused.length) lines.push(`  … and ${whole(refused_count - refused.length)} more`);
  return `${lines.join('\n')}\n`;
}

function shown(fields: Readonly<Record<string, unknown>>): string {
  const said = Object.entries(fields).filter(([, value]) => value !== null);
  return said.map(([name, value]) => `${name}=${value}`).join(' ');
}
