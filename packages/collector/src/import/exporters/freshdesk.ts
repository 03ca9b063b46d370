import { caseChannel } from './case-channel.js';
import { type Exporter, sumOf } from './exporter.js';

/** Exported tickets of Freshdesk. */
export const freshdesk: Exporter = {
  id: 'freshdesk',
  name: 'Freshdesk',
  dataset: 'cases',
  columns: {
    case_id: ['Ticket ID'],
    opened: ['Created time'],
    first_reply: ['Initial response time'],
    resolved: ['Resolved time'],
    closed: ['Closed time'],
    via: ['Source'],
    by_agents: ['Agent interactions'],
    by_customers: ['Customer interactions'],
    customer_id: ['Contact ID'],
  },
  signature: ['case_id', 'opened', 'via'],
  kinds: { resolved: 'time', closed: 'time', by_agents: 'count', by_customers: 'count' },
  derives: ['channel'],
  rows: () => (cells) => [
    {
      dataset: 'cases',
      cells: {
        ...cells,
        channel: cells.channel || caseChannel(cells.via ?? ''),
        solved: cells.solved || cells.resolved || cells.closed,
        messages: cells.messages || sumOf(cells.by_agents, cells.by_customers),
      },
    },
  ],
};
