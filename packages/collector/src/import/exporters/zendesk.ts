import { caseChannel } from './case-channel.js';
import type { Exporter } from './exporter.js';

/** Tickets of Zendesk: exports of its account data or of a view, and tables of Explore. */
export const zendesk: Exporter = {
  id: 'zendesk',
  name: 'Zendesk',
  dataset: 'cases',
  columns: {
    case_id: ['Ticket ID', 'Id', 'Ticket'],
    opened: ['Created at', 'Ticket created - Timestamp'],
    solved: ['Solved at', 'Ticket solved - Timestamp'],
    via: ['Via', 'Ticket channel', 'Channel'],
    reply_minutes: ['First reply time in minutes', 'First reply time (in minutes)', 'First reply time (min)'],
    customer_id: ['Requester id'],
  },
  signature: ['case_id', 'opened', 'via'],
  kinds: { reply_minutes: 'number' },
  derives: ['channel'],
  rows: ({ time }) => {
    const first = ({ opened = '', reply_minutes: minutes = '' }: Readonly<Record<string, string>>) => {
      const from = time(opened);
      return from === undefined || minutes === '' ? '' : from + Math.round(Number(minutes) * 60_000);
    };
    return (cells) => [
      {
        dataset: 'cases',
        cells: {
          ...cells,
          channel: cells.channel || caseChannel(cells.via ?? ''),
          first_reply: cells.first_reply || first(cells),
        },
      },
    ];
  },
};
