import type { LoggedEvent } from './logged.js';

/** The answer that a `survey_response` event gives. */
export interface SurveyAnswer {
  kind: 'csat' | 'nps';
  /** csat: 1 to 5, nps: 0 to 10. */
  score: number;
  /** The id that the survey gave it; the same answer may come in an import. */
  responseId: string | undefined;
}

/** Lowest and highest score of each kind of survey. */
const RANGE = { csat: [1, 5], nps: [0, 10] } as const;

/** The answer of an event; `undefined` where it is none that can be counted: another kind, no whole score in range. */
export function surveyAnswerOf({ name, data }: LoggedEvent): SurveyAnswer | undefined {
  if (name !== 'survey_response' || !data) return undefined;
  const kind = String(data.kind ?? '')
    .trim()
    .toLowerCase();
  if (kind !== 'csat' && kind !== 'nps') return undefined;
  const score =
    typeof data.score === 'string' && /^\d{1,2}$/.test(data.score) ? Number(data.score) : data.score;
  const [least, most] = RANGE[kind];
  if (typeof score !== 'number' || !Number.isInteger(score) || score < least || score > most)
    return undefined;
  const { response_id: id } = data;
  const responseId = typeof id === 'number' ? String(id) : typeof id === 'string' ? id.trim() : '';
  return { kind, score, responseId: responseId === '' ? undefined : responseId };
}
