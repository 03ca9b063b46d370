import { DATASETS, findDataset } from '@footfall/protocol';
import { Argument, type Command, Option } from 'commander';
import { FORMATS, type Format, formatOfFileName } from '../import/format.js';
import { type ImportAnswer, importStream } from '../import/stream.js';
import { EXIT } from './exit-code.js';
import { openImportFile } from './import-file.js';
import { dataOption, oneOf, storeOption } from './options.js';
import { startProgress } from './progress.js';
import { whole } from './table.js';
import { findSite, type StoreOptions, withStore } from './with-store.js';

interface ImportFlags extends StoreOptions {
  site: string;
  format?: Format;
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
    .option('--json', 'print the answer as the API gives it')
    .addOption(dataOption())
    .addOption(storeOption())
    .addHelpText(
      'after',
      `
Datasets, and their columns (those in brackets may be left out):
${datasetHelp()}

Examples:
  footfall import orders orders.csv --site shop
  footfall import costs costs.ndjson.gz --site shop --json
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

async function importFile(name: string, path: string, flags: ImportFlags): Promise<void> {
  const dataset = findDataset(name);
  if (dataset === undefined) return;
  const file = await openImportFile(path);
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
  const seconds = (Date.now() - started) / 1000;
  process.stdout.write(
    flags.json ? `${JSON.stringify(answer, null, 2)}\n` : summary(answer, flags.site, name, seconds),
  );
  if (answer.refused_count > 0) process.exitCode = EXIT.rowsRefused;
}

function summary(answer: ImportAnswer, site: string, name: string, seconds: number): string {
  const { rows, inserted, updated, refused, refused_count, warnings } = answer;
  const lines = [
    `${name} of ${site}: ${whole(rows)} rows in ${seconds.toFixed(1)} s: ${whole(inserted)} new, ${whole(updated)} replaced, ${whole(refused_count)} refused`,
    ...warnings.map((warning) => `note: ${warning}`),
    ...refused.map(({ row, reason }) => `  row ${row}: ${reason}`),
  ];
  if (refused_count > refused.length) lines.push(`  … and ${whole(refused_count - refused.length)} more`);
  return `${lines.join('\n')}\n`;
}
