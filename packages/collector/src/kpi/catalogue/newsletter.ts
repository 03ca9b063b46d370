import type { Condition } from '../../store/scan.js';
import type { Figure, Kpi, Need } from '../definition.js';
import { count, type Measure, sum } from '../measure.js';
import { of, part, total } from './measures.js';

const CAME: Condition = { field: 'change', is: '>', value: 0 };
const LEFT: Condition = { field: 'change', is: '<', value: 0 };
const subscribers = (stock: 'start' | 'end'): Measure => sum('subscription', 'change', [], { stock });

const SUBSCRIBERS: Need = {
  import: 'subscribers',
  present: count('subscription', [], { stock: 'end' }),
};

const delivered = sum('email', 'delivered');
const opened = sum('email', 'opened');
const clicked = sum('email', 'clicked');

// A shop sends no mail on most days: that there is no row of a day says nothing as soon as there is one before.
const EMAIL_STATS: Need = { import: 'email_stats', present: count('email', [], { stock: 'end' }) };

const emailOrders = count('orders', [{ dimension: 'channel', in: ['Email'] }]);

const rate = (of: Measure): { unit: 'proportion'; value: Figure; needs: Need } => ({
  unit: 'proportion',
  value: part(of, delivered),
  needs: EMAIL_STATS,
});

/** The newsletter: who reads it, and what comes of it. */
export const NEWSLETTER_KPIS: readonly Kpi[] = [
  {
    id: 'newsletter_subscribers',
    title: 'Newsletter subscribers',
    sentence: 'Subscribers at the end of the period, with those who came and those who left in it.',
    formula: 'subscribers who came up to the end of the period − subscribers who left up to it',
    unit: 'count',
    direction: 'up',
    value: total(subscribers('end')),
    figures: {
      new: total(count('subscription', [CAME])),
      lost: total(count('subscription', [LEFT])),
    },
    needs: SUBSCRIBERS,
  },
  {
    id: 'subscriber_growth_rate',
    title: 'Growth of subscribers',
    sentence: 'By which part the number of subscribers grew from the start of the period to its end.',
    formula: '(subscribers at the end of the period − subscribers at its start) ÷ subscribers at its start',
    unit: 'rate',
    direction: 'up',
    value: {
      unit: 'rate',
      numerator: [
        [1, subscribers('end')],
        [-1, subscribers('start')],
      ],
      denominator: of(subscribers('start')),
    },
    needs: SUBSCRIBERS,
  },
  {
    id: 'emails_opened',
    title: 'E-mails opened',
    sentence: 'Opened e-mails, each recipient of a mailing once.',
    unit: 'count',
    direction: 'up',
    value: total(opened),
    needs: EMAIL_STATS,
  },
  {
    id: 'emails_clicked',
    title: 'E-mails clicked',
    sentence: 'E-mails with a click, each recipient of a mailing once.',
    unit: 'count',
    direction: 'up',
    value: total(clicked),
    needs: EMAIL_STATS,
  },
  {
    id: 'email_open_rate',
    title: 'E-mail open rate',
    sentence: 'Which part of the delivered e-mails is opened.',
    direction: 'up',
    ...rate(opened),
  },
  {
    id: 'email_click_through_rate',
    title: 'E-mail click rate',
    sentence: 'Which part of the delivered e-mails is clicked.',
    direction: 'up',
    ...rate(clicked),
  },
  {
    id: 'unsubscribe_rate',
    title: 'Unsubscribe rate',
    sentence: 'Which part of the delivered e-mails leads to an unsubscription.',
    direction: 'down',
    ...rate(sum('email', 'unsubscribed')),
  },
  {
    id: 'email_conversion_rate',
    title: 'E-mail conversion rate',
    sentence: 'Orders attributed to e-mail for each e-mail that was clicked.',
    unit: 'rate',
    direction: 'up',
    value: { unit: 'rate', numerator: of(emailOrders), denominator: of(clicked) },
    needs: EMAIL_STATS,
    base: 'orders',
  },
];
