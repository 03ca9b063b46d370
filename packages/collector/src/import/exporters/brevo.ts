import { type Exporter, sumOf } from './exporter.js';

/** The statistics of e-mail campaigns of Brevo (Sendinblue). */
export const brevo: Exporter = {
  id: 'brevo',
  name: 'Brevo',
  dataset: 'email_stats',
  columns: {
    campaign: ['Campaign name', 'Name', 'Nom de la campagne'],
    date: ['Sent date', 'Sent on', 'Send date', 'Date sent', 'Sent at', 'Scheduled date', "Date d'envoi"],
    delivered: ['Delivered', 'Délivrés'],
    opened: ['Unique opens', 'Openers', 'Unique openers', 'Ouvreurs'],
    clicked: ['Unique clicks', 'Clickers', 'Unique clickers', 'Cliqueurs'],
    unsubscribed: ['Unsubscribed', 'Unsubscriptions', 'Unsubscribes', 'Désinscrits', 'Désinscriptions'],
    soft: ['Soft bounces', 'Soft bounced'],
    hard: ['Hard bounces', 'Hard bounced'],
  },
  signature: ['campaign', 'delivered', 'opened', 'clicked', 'unsubscribed'],
  kinds: { soft: 'count', hard: 'count' },
  sum: ['delivered', 'opened', 'clicked', 'unsubscribed', 'bounced'],
  rows: () => (cells) => [
    { dataset: 'email_stats', cells: { ...cells, bounced: cells.bounced || sumOf(cells.soft, cells.hard) } },
  ],
};
