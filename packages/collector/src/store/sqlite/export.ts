import Big from 'big.js';
import { decimalsOf } from '../../facts/money.js';
import {
  EXPORT_COLUMNS,
  type ExportKind,
  type ExportRow,
  type ExportSpan,
  type ExportValue,
} from '../exported.js';
import type { FilterClause, FilterTerm } from '../scan.js';
import { NOT_SET } from '../scan.js';
import type { Row, Site } from '../store.js';
import { LANDING } from './log.js';
import { packId, unpackId } from './pack-id.js';
import { globOf } from './scan/condition.js';
import { textOf } from './shared-text.js';

type Raw = Row[number];

/** How a column is read: its SQL, and what is made of its value. */
interface Column {
  sql: string;
  decode?: (raw: Raw, currency: string, site: Site) => ExportValue;
  /** The SQL of the text that a filter compares, where that is not the column's own. */
  read?: string;
}

/** Words of a statement, and what is bound in them. */
interface Part {
  sql: string;
  parameters: unknown[];
}

type Columns<Kind extends ExportKind> = Record<(typeof EXPORT_COLUMNS)[Kind][number], Column>;

const id = (raw: Raw) => unpackId(raw);
const iso = (raw: Raw) => new Date(Number(raw)).toISOString();
const yes = (raw: Raw) => Number(raw) === 1;
const money = (raw: Raw, currency: string) => minorText(raw, currency);
const term = (column: string): Column => ({ sql: `(SELECT value FROM term WHERE id = ${column})` });
const plain = (sql: string): Column => ({ sql });
const stated = (path: string): Column => ({ sql: `json_extract(s.body, '$.${path}')` });
const visitorId: Column = { sql: '(SELECT id FROM visitor WHERE key = v.visitor)', decode: id };

const events: Columns<'events'> = {
  id: { sql: 'e.id', decode: id },
  name: term('e.name'),
  time: { sql: 'e.time', decode: iso },
  received: { sql: 'e.time + e.lag', decode: iso },
  origin: stated('origin'),
  visitor_id: { sql: 'c.visitor', decode: id },
  visit_id: {
    sql: '(SELECT v.id FROM hit h JOIN visit v ON v.key = h.visit WHERE h.seq = e.seq)',
    decode: id,
  },
  customer_id: term('c.customer'),
  url: plain(
    `CASE e.place WHEN ${LANDING} THEN ${textOf('c.landing')} ELSE (SELECT value FROM term WHERE id = e.place) || coalesce(e.query, '') END`,
  ),
  title: term('e.title'),
  referrer: plain(
    `CASE e.referrer WHEN ${LANDING} THEN ${textOf('c.landing')} ELSE ${textOf('e.referrer')} END`,
  ),
  country: stated('country'),
  language: stated('language'),
  user_agent: stated('userAgent'),
  internal: { sql: "coalesce(json_extract(s.body, '$.internal'), 0)", decode: yes },
  data: { sql: textOf('e.data'), decode: (raw) => JSON.parse(String(raw)) as object },
};

const visits: Columns<'visits'> = {
  visit_id: { sql: 'v.id', decode: id },
  visitor_id: visitorId,
  number: plain('v.number'),
  started: { sql: 'v.started', decode: iso },
  ended: { sql: 'v.ended', decode: iso },
  page_views: plain('v.page_views'),
  engaged_ms: plain('v.engaged_ms'),
  events: plain('v.events'),
  orders: plain('v.orders'),
  landing_page: term('v.landing_page'),
  exit_page: term('v.exit_page'),
  channel: term('v.channel'),
  source: term('v.source'),
  medium: term('v.medium'),
  campaign: term('v.campaign'),
  term: term('v.term'),
  content: term('v.content'),
  referrer: term('v.referrer'),
  country: term('v.country'),
  region: term('v.region'),
  language: term('v.language'),
  device: term('v.device'),
  browser: term('v.browser'),
  os: term('v.os'),
  cookieless: { sql: 'v.cookieless', decode: yes },
  bot: term('v.bot'),
  internal: { sql: 'v.internal', decode: yes },
};

const SAID_BY = ['', 'browser', 'server', 'import'];

const orders: Columns<'orders'> = {
  order_id: plain('v.order_id'),
  time: { sql: 'v.time', decode: iso },
  currency: plain('v.currency'),
  value: { sql: 'v.value', decode: money },
  customer_id: plain(
    "(SELECT substr(id, 3) FROM customer WHERE key = v.customer AND substr(id, 1, 2) = 'c:')",
  ),
  visitor_id: visitorId,
  visit_id: { sql: '(SELECT id FROM visit WHERE key = v.visit)', decode: id },
  tax: { sql: 'v.tax', decode: money },
  shipping: { sql: 'v.shipping', decode: money },
  coupon: term('v.coupon'),
  payment_type: term('v.payment_type'),
  shipping_tier: term('v.shipping_tier'),
  source: term('v.source'),
  medium: term('v.medium'),
  campaign: term('v.campaign'),
  // As the KPIs have it: the import's word, else the country of the ordering visit.
  country: term('coalesce(v.country, (SELECT country FROM visit WHERE key = v.visit))'),
  said_by: {
    sql: 'v.rank',
    decode: (raw) => SAID_BY[Number(raw)] ?? null,
    read: `CASE v.rank ${SAID_BY.map((word, rank) => `WHEN ${rank} THEN '${word}'`).join(' ')} END`,
  },
  customer_number: plain('v.customer_number'),
  units: { sql: 'v.units', decode: (raw) => Number(raw) / 1000 },
  lines: plain('v.lines'),
  refunds: plain('v.refunds'),
  reporting_value: { sql: 'v.reporting', decode: (raw, _, site) => minorText(raw, site.currency) },
  bot: term('v.bot'),
  internal: { sql: 'v.internal', decode: yes },
};

const KINDS: Record<
  ExportKind,
  { columns: Record<string, Column>; from: string; span: string; order: string }
> = {
  // In the order of arrival: the log has no index by time, and needs none but here.
  events: {
    columns: events,
    from: 'event e JOIN context c ON c.key = e.context JOIN surroundings s ON s.key = c.surroundings',
    span: 'e.site = ? AND e.time >= ? AND e.time < ?',
    order: 'e.seq',
  },
  visits: {
    columns: visits,
    from: 'visit v',
    span: 'v.site = ? AND v.started >= ? AND v.started < ?',
    order: 'v.started, v.key',
  },
  orders: {
    columns: orders,
    from: 'orders v',
    span: 'v.site = ? AND v.time >= ? AND v.time < ?',
    order: 'v.time, v.key',
  },
};

/** Reads rows of a kind with ids, terms and money in the words of the API; memory stays flat. */
export async function* exportRows(
  kind: ExportKind,
  site: Site,
  span: ExportSpan,
  filter: readonly FilterClause[],
  stream: (sql: string, parameters: readonly unknown[]) => AsyncIterable<Row[]>,
): AsyncGenerator<ExportRow[]> {
  const names: readonly string[] = EXPORT_COLUMNS[kind];
  const { columns, from, span: within, order } = KINDS[kind];
  const read = names.map((name) => columns[name] as Column);
  const currencyAt = names.indexOf('currency');
  const clauses = filter.map((clause) => clauseOf(clause, columns));
  const sql = `SELECT ${read.map((column) => column.sql).join(', ')} FROM ${from}
    WHERE ${[within, ...clauses.map((clause) => clause.sql)].join(' AND ')} ORDER BY ${order}`;
  const bound = [site.key, span.from, span.to, ...clauses.flatMap((clause) => clause.parameters)];
  for await (const rows of stream(sql, bound))
    yield rows.map((row) => {
      const currency = currencyAt === -1 ? '' : String(row[currencyAt]);
      return Object.fromEntries(
        names.map((name, at) => {
          const raw = row[at] ?? null;
          const decode = read[at]?.decode;
          return [name, raw === null || !decode ? (raw as ExportValue) : decode(raw, currency, site)];
        }),
      );
    });
}

function clauseOf(clause: FilterClause, columns: Record<string, Column>): Part {
  const parts = clause.map((term) => termOf(term, columns));
  return {
    sql: `(${parts.map((part) => part.sql).join(' OR ')})`,
    parameters: parts.flatMap((part) => part.parameters),
  };
}

/** A condition on what a person reads in the column: `1` and `0` in those that say yes or no. */
function termOf({ dimension, operator, value }: FilterTerm, columns: Record<string, Column>): Part {
  const column = Object.hasOwn(columns, dimension) ? columns[dimension] : undefined;
  if (!column) throw new Error(`no column "${dimension}" in this export`);
  if (value === NOT_SET && operator !== '=~')
    return { sql: `(${column.sql}) IS ${operator === '==' ? '' : 'NOT '}NULL`, parameters: [] };
  if (column.decode === id) return idTerm(column.sql, operator, value);
  const text = column.read ?? `CAST((${column.sql}) AS TEXT)`;
  if (operator === '=~') return { sql: `coalesce(${text} GLOB ?, 0)`, parameters: [globOf(value)] };
  const word = column.decode === yes ? (YES_OR_NO[value] ?? value) : value;
  return { sql: `${text} IS ${operator === '==' ? '' : 'NOT '}?`, parameters: [word] };
}

const YES_OR_NO: Readonly<Record<string, string>> = { true: '1', false: '0' };

// Most ids are kept as bytes: their beginning is compared in the same digits.
function idTerm(sql: string, operator: FilterTerm['operator'], value: string): Part {
  if (operator !== '=~')
    return { sql: `(${sql}) IS ${operator === '==' ? '' : 'NOT '}?`, parameters: [packId(value)] };
  return {
    sql: `coalesce(CASE typeof(${sql}) WHEN 'blob' THEN lower(hex(${sql})) GLOB ? ELSE (${sql}) GLOB ? END, 0)`,
    parameters: [globOf(value.replaceAll('-', '').toLowerCase()), globOf(value)],
  };
}

function minorText(minor: Raw, currency: string): string {
  const decimals = decimalsOf(currency);
  return new Big(String(minor)).div(new Big(10).pow(decimals)).toFixed(decimals);
}
