import { say } from '../../say.js';
import type { Condition } from '../../store/scan.js';
import type { Figure, Kpi, Need } from '../definition.js';
import { count, quantile, sum } from '../measure.js';
import { mean, of, part, total } from './measures.js';

const cases = count('case');
// On a day without a case none was opened, as soon as there is one before.
const CASES: Need = { import: 'cases', present: count('case', [], { stock: 'end' }) };

const ESCALATED: Condition = { field: 'escalated', is: '=', value: 1 };

/** Mean, median and p90 of a wait, over the cases in which it has ended. */
function wait(field: 'first_reply_ms' | 'solved_ms'): Pick<Kpi, 'unit' | 'value' | 'figures' | 'needs'> {
  const ended: Condition = { field, is: 'known' };
  const at = (perMille: number): Figure => ({
    unit: 'duration',
    numerator: of(quantile('case', field, perMille)),
  });
  return {
    unit: 'duration',
    value: mean('duration', sum('case', field, [ended]), count('case', [ended])),
    figures: { median: at(500), p90: at(900) },
    needs: CASES,
  };
}

const by = (channel: string): Pick<Kpi, 'unit' | 'value' | 'figures' | 'needs'> => {
  const is: Condition = { field: 'channel', is: '=', value: channel };
  return {
    unit: 'count',
    value: total(count('case', [is])),
    figures: {
      messages: {
        ...total(sum('case', 'messages', [is])),
        needs: count('case', [{ field: 'messages', is: 'known' }]),
      },
    },
    needs: CASES,
  };
};

const SURVEYS: Need = { import: 'survey_responses' };
const CSAT: Condition = { field: 'kind', is: '=', value: 'csat' };
const NPS: Condition = { field: 'kind', is: '=', value: 'nps' };
const satisfied = count('survey', [CSAT, { field: 'score', is: '>=', value: 4 }]);
const answersOf = (kind: Condition) => count('survey', [kind]);
const answeredBefore = (kind: Condition) => count('survey', [kind], { stock: 'end' });

/** How customers are cared for, and what they say of it. */
export const CARE_KPIS: readonly Kpi[] = [
  {
    id: 'cases_opened',
    title: 'Cases opened',
    sentence: 'Support cases that were opened; by channel.',
    unit: 'count',
    direction: 'down',
    value: total(cases),
    needs: CASES,
  },
  {
    id: 'service_emails',
    title: 'Service e-mails',
    sentence: 'Support cases by e-mail, and their messages.',
    direction: null,
    ...by('email'),
  },
  {
    id: 'service_chats',
    title: 'Service chats',
    sentence: 'Support cases by chat, and their messages.',
    direction: null,
    ...by('chat'),
  },
  {
    id: 'first_response_time',
    title: 'First response time',
    sentence:
      'How long the cases opened in the period waited for their first reply; those without one are left out.',
    direction: 'down',
    ...wait('first_reply_ms'),
  },
  {
    id: 'average_resolution_time',
    title: 'Resolution time',
    sentence: 'How long it took to solve the cases opened in the period; those not solved yet are left out.',
    direction: 'down',
    ...wait('solved_ms'),
  },
  {
    id: 'active_issues',
    title: 'Active issues',
    sentence: 'Cases that are open at the end of the period.',
    formula: 'cases opened up to the end of the period − cases solved up to it',
    unit: 'count',
    direction: 'down',
    value: total(sum('case_change', 'change', [], { stock: 'end' })),
    needs: CASES,
  },
  {
    id: 'escalation_rate',
    title: 'Escalation rate',
    sentence: 'Which part of the cases opened in the period was escalated.',
    unit: 'proportion',
    direction: 'down',
    value: part(count('case', [ESCALATED]), cases),
    // Many exporters do not tell which cases were escalated.
    needs: {
      import: 'cases',
      present: count('case', [{ field: 'escalated', is: 'known' }], { stock: 'end' }),
      message: say('Escalation rate needs cases whose column escalated is filled: POST /v1/import/cases.'),
    },
  },
  {
    id: 'customer_satisfaction',
    title: 'Customer satisfaction',
    sentence: 'Which part of the answers is a 4 or 5 of 5.',
    unit: 'proportion',
    direction: 'up',
    value: part(satisfied, answersOf(CSAT)),
    figures: { mean_score: mean('ratio', sum('survey', 'score', [CSAT]), answersOf(CSAT)) },
    needs: { ...SURVEYS, present: answeredBefore(CSAT) },
  },
  {
    id: 'net_promoter_score',
    title: 'Net promoter score',
    sentence:
      'The share of those who would recommend the shop (9 or 10 of 10) less the share of those who would not (6 or less), from −100 to 100.',
    unit: 'score',
    direction: 'up',
    value: mean('score', sum('survey', 'promotion', [NPS]), answersOf(NPS)),
    figures: {
      promoters: total(count('survey', [NPS, { field: 'score', is: '>=', value: 9 }])),
      passives: total(
        count('survey', [
          NPS,
          { field: 'score', is: '>=', value: 7 },
          { field: 'score', is: '<=', value: 8 },
        ]),
      ),
      detractors: total(count('survey', [NPS, { field: 'score', is: '<=', value: 6 }])),
    },
    needs: { ...SURVEYS, present: answeredBefore(NPS) },
  },
];
