import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDate } from '@footfall/protocol';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { readExportQuestion } from '../export/asked.js';
import { EXPORT_FORMATS, type ExportFormat, rowText } from '../export/row-text.js';
import { KpiError } from '../kpi/index.js';
import { EXPORT_COLUMNS, EXPORT_KINDS, type ExportKind, type ExportRow } from '../store/exported.js';
import { CliError, WrongUse } from './cli-error.js';
import { dataOption, oneOf, storeOption } from './options.js';
import { startProgress } from './progress.js';
import { whole } from './table.js';
import { findSite, type StoreOptions, withStore } from './with-store.js';

interface ExportFlags extends StoreOptions {
  site: string;
  from?: string;
  to?: string;
  filter?: string;
  format?: ExportFormat;
  output?: string;
}

/** `footfall export` */
export function addExport(program: Command): void {
  program
    .command('export')
    .summary('take out events, visits or orders')
    .description(
      'Writes all rows of a period, bots and staff too, with the columns that say so. Orders have the columns of the dataset orders and can be brought in elsewhere.',
    )
    .addArgument(new Argument('<what>', EXPORT_KINDS.join(', ')).argParser(oneOf(EXPORT_KINDS)))
    .requiredOption('--site <id>', 'site that the rows are of')
    .option(
      '--from <date>',
      'first day, in the time zone of the site; from the start if left out',
      dateArgument,
    )
    .option('--to <date>', 'last day; to the end if left out', dateArgument)
    .option('--filter <conditions>', "such as 'country==DE;device!=mobile'; columns of the export")
    .addOption(
      new Option(
        '--format <format>',
        `${EXPORT_FORMATS.join(', ')}; told by the ending of the file, else ndjson`,
      ).argParser(oneOf(EXPORT_FORMATS)),
    )
    .option('-o, --output <file>', 'file to write; standard output if left out or -')
    .addOption(dataOption())
    .addOption(storeOption())
    .addHelpText(
      'after',
      `
Examples:
  footfall export orders --site shop --from 2026-01-01 --to 2026-01-31 -o january.csv
  footfall export events --site shop | gzip > events.ndjson.gz

In CSV a text that a spreadsheet would run as a formula begins with a '; NDJSON is exact.
`,
    )
    .action(exportRows);
}

function dateArgument(text: string): string {
  if (isDate(text.trim())) return text.trim();
  throw new InvalidArgumentError('A date of the calendar is written 2026-01-31.');
}

async function exportRows(kind: ExportKind, flags: ExportFlags): Promise<void> {
  const file = flags.output === undefined || flags.output === '-' ? undefined : flags.output;
  const format = flags.format ?? (file?.toLowerCase().endsWith('.csv') ? 'csv' : 'ndjson');
  const count = await withStore(flags, async (store) => {
    const site = findSite(store, flags.site);
    const { span, filter } = asked(kind, flags, site.timezone);
    const progress = startProgress({ what: `exporting ${kind}`, total: 0 });
    let rows = 0;
    async function* counted(): AsyncGenerator<ExportRow[]> {
      for await (const batch of store.exportRows(kind, site, span, filter)) {
        rows += batch.length;
        progress.update(rows, 'rows');
        yield batch;
      }
    }
    await write(rowText(counted(), EXPORT_COLUMNS[kind], format), file);
    progress.stop();
    return rows;
  });
  process.stderr.write(
    `${whole(count)} ${kind} of ${flags.site}${file === undefined ? '' : ` in ${file}`}\n`,
  );
}

function asked(
  kind: ExportKind,
  flags: ExportFlags,
  timezone: string,
): ReturnType<typeof readExportQuestion> {
  try {
    return readExportQuestion(kind, flags, timezone);
  } catch (error) {
    if (!(error instanceof KpiError)) throw error;
    throw new WrongUse(`${error.message}${error.hint === undefined ? '' : `: ${error.hint}`}`);
  }
}

async function write(text: AsyncIterable<string>, file: string | undefined): Promise<void> {
  if (file === undefined) {
    await pipeline(Readable.from(text), process.stdout, { end: false });
    return;
  }
  // A file under its name is whole: what was cut off keeps another one.
  const part = `${file}.part`;
  try {
    await pipeline(Readable.from(text), createWriteStream(part));
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {});
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== undefined && ['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC', 'EROFS', 'ENOTDIR'].includes(code))
      throw new CliError(`${file} cannot be written (${code}): check its folder and the disk.`, undefined, {
        cause,
      });
    throw cause;
  }
}
