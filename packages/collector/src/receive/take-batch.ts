import type { LoggedContext } from '../facts/logged.js';
import type { AppendResult, Site, Store } from '../store/store.js';
import { countReasons } from './answer.js';
import type { ReadEvents } from './read-events.js';

const NOTHING: AppendResult = { accepted: 0, duplicates: 0 };

/**
 * Counts what was refused and appends the rest; what lies before the site's retention horizon joins the refused. When the promise resolves the events are on disk.
 *
 * @throws StoreBusy when the store cannot take them just now; none of them is kept then.
 */
export async function takeBatch(
  store: Store,
  {
    site,
    received,
    context,
    read,
  }: { site: Site; received: number; context: LoggedContext; read: ReadEvents },
): Promise<AppendResult> {
  const { events, refused, cut } = read;
  const result =
    events.length === 0 ? NOTHING : await store.append({ site: site.key, received, context, events });
  if (result.tooOld) {
    const tooOld = new Set(result.tooOld);
    for (const [at, { id }] of events.entries())
      if (tooOld.has(id)) refused.push({ index: read.indexes[at] as number, id, reason: 'too_old' });
  }
  // After the append: a batch that is sent again because the store was busy is counted once.
  for (const [reason, count] of countReasons(refused)) store.countRefusals(site.key, reason, count);
  if (cut > 0) store.countRefusals(site.key, 'text_cut', cut);
  return result;
}
