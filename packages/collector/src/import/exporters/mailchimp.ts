import { type Exporter, sumOf } from './exporter.js';

/** The report of all campaigns of Mailchimp. */
export const mailchimp: Exporter = {
  id: 'mailchimp',
  name: 'Mailchimp',
  dataset: 'email_stats',
  columns: {
    campaign: ['Title', 'Campaign Title'],
    date: ['Send Date', 'Send Time'],
    delivered: ['Successful Deliveries'],
    opened: ['Unique Opens'],
    clicked: ['Unique Clicks'],
    unsubscribed: ['Unsubscribes'],
    all_bounces: ['Total Bounces'],
    soft: ['Soft Bounces'],
    hard: ['Hard Bounces'],
  },
  signature: ['campaign', 'date', 'delivered', 'opened'],
  kinds: { all_bounces: 'count', soft: 'count', hard: 'count' },
  // Two mails of one title on one day are one row of the dataset.
  sum: ['delivered', 'opened', 'clicked', 'unsubscribed', 'bounced'],
  rows: () => (cells) => [
    {
      dataset: 'email_stats',
      cells: { ...cells, bounced: cells.bounced || cells.all_bounces || sumOf(cells.soft, cells.hard) },
    },
  ],
};
