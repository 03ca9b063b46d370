import type { Exporter } from './exporter.js';

/** The campaign analytics of Klaviyo. Messages that are no e-mails are passed over. */
export const klaviyo: Exporter = {
  id: 'klaviyo',
  name: 'Klaviyo',
  dataset: 'email_stats',
  columns: {
    campaign: ['Campaign Name'],
    date: ['Send Time', 'Send Date'],
    channel: ['Campaign Channel', 'Message Channel', 'Send Channel'],
    recipients: ['Total Recipients', 'Recipients'],
    delivered: ['Successful Deliveries', 'Delivered'],
    opened: ['Unique Opens'],
    clicked: ['Unique Clicks'],
    unsubscribed: ['Unsubscribes', 'Unique Unsubscribes', 'Opt Outs'],
    bounced: ['Bounces', 'Bounced'],
  },
  signature: ['campaign', 'date', 'recipients', 'opened', 'clicked'],
  kinds: { recipients: 'count' },
  derives: ['delivered'],
  sum: ['delivered', 'opened', 'clicked', 'unsubscribed', 'bounced'],
  rows: () => (cells) => {
    const { channel = '', recipients = '', bounced = '' } = cells;
    if (channel !== '' && !/^e-?mail$/i.test(channel.trim())) return [];
    // Older exports say who was written to and what came back.
    const arrived = recipients !== '' && bounced !== '' ? String(Number(recipients) - Number(bounced)) : '';
    return [{ dataset: 'email_stats', cells: { ...cells, delivered: cells.delivered || arrived } }];
  },
};
