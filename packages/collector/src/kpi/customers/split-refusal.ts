import { say } from '../../say.js';
import { ATTRIBUTED } from '../dimension.js';
import { KpiError } from '../kpi-error.js';
import type { Request } from '../request.js';

/** A customer is one, and an average of a third of one says nothing: models that divide orders are refused. */
export function refuseSplitCustomers(kpi: string, { attribution, by, filter }: Request): void {
  if (attribution !== 'linear' && attribution !== 'position' && attribution !== 'time_decay') return;
  const words = [...by, ...filter.flat().map(({ dimension }) => dimension)];
  const name = words.find((word) => (ATTRIBUTED as readonly string[]).includes(word));
  if (name === undefined) return;
  throw new KpiError(
    'invalid_request',
    400,
    say(
      'attribution={{attribution}} divides orders among visits, and {{kpi}} gives each customer one {{name}}',
      { attribution, kpi, name },
    ),
    say('use last_non_direct, last or first'),
  );
}
