import sql from 'sql-template-tag';
import { OF_NOBODY, textColumn } from './day-facts.js';
import { type FactTable, word } from './fact.js';
import { contentGroupJoin, datedBy, VISIT_DIMENSIONS } from './visit-facts.js';

const channel = textColumn('k.channel');

/** Support cases, dated by when they were opened. */
export const caseFact: FactTable = {
  table: sql`support_case k`,
  joins: {},
  ...OF_NOBODY,
  within: datedBy(sql`k.site`, sql`k.opened`),
  moment: sql`k.opened`,
  dated: 'instant',
  fields: {
    channel: () => sql`k.channel`,
    messages: () => sql`k.messages`,
    escalated: () => sql`k.escalated`,
    first_reply_ms: () => sql`k.first_reply - k.opened`,
    solved_ms: () => sql`k.solved - k.opened`,
  },
  dimensions: { channel },
};

/** A case more when one is opened, one less when it is solved: cases that are open are the sum of what was before. */
export const caseChangeFact: FactTable = {
  table: sql`(SELECT site, channel, opened AS time, 1 AS change FROM support_case
    UNION ALL SELECT site, channel, solved, -1 FROM support_case WHERE solved IS NOT NULL) k`,
  joins: {},
  ...OF_NOBODY,
  within: datedBy(sql`k.site`, sql`k.time`),
  moment: sql`k.time`,
  dated: 'instant',
  fields: { change: () => sql`k.change` },
  dimensions: { channel },
};

/** Answers to surveys: those of events have the visit that they were given in. */
export const surveyFact: FactTable = {
  table: sql`survey_answer a`,
  joins: {
    visit: () => sql`LEFT JOIN hit ah ON ah.seq = a.seq LEFT JOIN visit v ON v.key = ah.visit`,
    content_group: contentGroupJoin,
  },
  people: () => word('a.bot IS NULL AND a.internal = 0'),
  bots: () => word('a.bot IS NOT NULL'),
  internal: () => word('a.bot IS NULL AND a.internal = 1'),
  within: datedBy(sql`a.site`, sql`a.time`),
  moment: sql`a.time`,
  dated: 'instant',
  fields: {
    kind: () => sql`a.kind`,
    score: () => sql`a.score`,
    // −100, 0 or 100, so that the mean of it is the net promoter score.
    promotion: () => sql`(100 * ((a.score >= 9) - (a.score <= 6)))`,
  },
  dimensions: VISIT_DIMENSIONS,
};
