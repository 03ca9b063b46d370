import { type Collector, CollectorError } from './collector.js';
import { footfall } from './footfall.js';

/** The columns of an exported event that tests look at. */
export interface ExportedEvent {
  readonly id: string;
  readonly name: string;
  /** ISO 8601 */
  readonly time: string;
  readonly visitor_id: string | null;
  readonly visit_id: string | null;
  readonly url: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** All events of a site, as `footfall export events` writes them beside the running collector. */
export async function exportedEvents(collector: Collector, site: string): Promise<ExportedEvent[]> {
  const run = await footfall(['export', 'events', '--site', site], { dataFolder: collector.dataFolder });
  if (run.code !== 0) throw new CollectorError(run.code ?? 0, run.stderr, 'footfall export events');
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
