import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import Database from 'better-sqlite3';

/** An overview asked of DuckDB, with two threads, in memory. */
export interface Duck {
  /** From one table of events, as a log has them. */
  fromEvents(from: number, to: number): Promise<void>;
  /** From the fact tables that Footfall answers from. */
  fromFacts(from: number, to: number): Promise<void>;
  /** The checkout from the events: visits by the steps that they reach one after the other. */
  funnel(from: number, to: number): Promise<void>;
  close(): void;
}

const EVENTS = `SELECT h.time, n.value AS name, h.visit, h.visitor, h.engaged_ms, p.value AS page, c.value AS channel,
    d.value AS device, y.value AS country, o.reporting AS value, o.units
  FROM hit h JOIN term n ON n.id = h.name LEFT JOIN visit v ON v.key = h.visit LEFT JOIN term p ON p.id = h.page
    LEFT JOIN term c ON c.id = v.channel LEFT JOIN term d ON d.id = v.device LEFT JOIN term y ON y.id = v.country
    LEFT JOIN order_claim k ON k.seq = h.seq LEFT JOIN orders o ON o.site = k.site AND o.order_id = k.order_id
  WHERE v.bot IS NULL AND COALESCE(v.internal, 0) = 0`;
const VISITS = `SELECT v.key, v.started, v.visitor, v.number, v.page_views, v.engaged_ms, v.orders, v.steps, v.leads,
    v.cookieless FROM visit v WHERE v.bot IS NULL AND v.internal = 0`;
const ORDERS = `SELECT o.key, o.time, o.visit, o.visitor, o.reporting, o.units, o.customer, o.customer_number
  FROM orders o WHERE o.bot IS NULL AND o.internal = 0`;
const VIEWS = `SELECT h.time, h.visit FROM hit h LEFT JOIN visit v ON v.key = h.visit
  WHERE h.name = (SELECT id FROM term WHERE value = 'page_view') AND v.bot IS NULL AND COALESCE(v.internal, 0) = 0`;

/** Copies a shop to DuckDB. @param folder where files of it can lie for a moment */
export async function duckOf(database: string, folder: string): Promise<Duck> {
  const db = new Database(database, { readonly: true });
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const duck = await instance.connect();
  for (const [name, sql] of Object.entries({ events: EVENTS, visit: VISITS, orders: ORDERS, view: VIEWS })) {
    const file = join(folder, `${name}.csv`);
    const lines = function* () {
      const statement = db.prepare(sql).raw();
      yield `${statement
        .columns()
        .map((column) => column.name)
        .join()}\n`;
      for (const row of statement.iterate() as Iterable<unknown[]>)
        yield `${row.map((cell) => (cell === null ? '' : JSON.stringify(cell))).join()}\n`;
    };
    await pipeline(Readable.from(lines()), createWriteStream(file));
    await duck.run(
      `CREATE TABLE ${name} AS FROM read_csv('${file}', header = true, escape = '\\', quote = '"')`,
    );
  }
  db.close();
  const DAY = `(date_trunc('day', timezone('Europe/Berlin', to_timestamp(x / 1000))))`;
  const day = (column: string) => DAY.replace('x', column);
  // The same sums for the whole, for each day and for the period before.
  const totals = (visits: string, orders: string, views: string, from: number, to: number) =>
    [`'whole'`, day('started'), 'before'].map((cut) => {
      const [start, end] = cut === 'before' ? [from - (to - from), from] : [from, to];
      const by = cut === 'before' ? `'before'` : cut;
      const within = (column: string) => `${column} >= ${start} AND ${column} < ${end}`;
      return [
        `SELECT ${by} AS cut, count(*), count(DISTINCT visitor), count(*) FILTER (orders > 0), count(*) FILTER (page_views = 1),
           count(*) FILTER (engaged_ms >= 10000 OR page_views >= 2 OR orders > 0), sum(page_views), sum(engaged_ms),
           sum(engaged_ms * engaged_ms::DOUBLE), quantile_cont(engaged_ms, [0.5, 0.9]), count(DISTINCT visitor) FILTER (orders > 0),
           count(DISTINCT visitor) FILTER (number = 1), count(*) FILTER (began > 0), count(*) FILTER (began > 0 AND orders = 0)
         FROM (${visits}) v WHERE ${within('started')} GROUP BY 1`,
        `SELECT ${by.replace('started', 'time')} AS cut, count(*), sum(reporting), sum(reporting * reporting::DOUBLE), sum(units),
           count(DISTINCT customer) FROM (${orders}) o WHERE ${within('time')} GROUP BY 1`,
        `SELECT ${by.replace('started', 'time')} AS cut, count(*) FROM (${views}) w WHERE ${within('time')} GROUP BY 1`,
      ];
    });
  const ask = async (statements: string[][]) => {
    for (const sql of statements.flat()) await (await duck.run(sql)).getRows();
  };
  const visitsOfEvents = `SELECT min(time) AS started, any_value(visitor) AS visitor, count(*) FILTER (name = 'page_view') AS page_views,
    sum(engaged_ms) AS engaged_ms, count(*) FILTER (name = 'purchase') AS orders, count(*) FILTER (name = 'begin_checkout') AS began,
    1 AS number FROM events WHERE visit IS NOT NULL GROUP BY visit`;
  const ordersOfEvents = `SELECT time, value AS reporting, units, visitor AS customer FROM events WHERE name = 'purchase'`;
  const viewsOfEvents = `SELECT time FROM events WHERE name = 'page_view'`;
  return {
    fromEvents: (from, to) => ask(totals(visitsOfEvents, ordersOfEvents, viewsOfEvents, from, to)),
    fromFacts: (from, to) =>
      ask(totals('SELECT *, (steps & 8) AS began FROM visit', 'FROM orders', 'FROM view', from, to)),
    async funnel(from, to) {
      const steps = [
        'view_item',
        'add_to_cart',
        'begin_checkout',
        'add_shipping_info',
        'add_payment_info',
        'purchase',
      ];
      const first = steps.map((name, at) => `min(time) FILTER (name = '${name}') AS t${at}`);
      const reached = steps.map(
        (_, at) =>
          `count(*) FILTER (${steps
            .slice(0, at + 1)
            .map((__, i) => (i === 0 ? 't0 IS NOT NULL' : `t${i} >= t${i - 1}`))
            .join(' AND ')})`,
      );
      await ask([
        [
          `SELECT ${reached.join()}, ${steps
            .slice(1)
            .map((_, at) => `median(t${at + 1} - t${at})`)
            .join()} FROM
             (SELECT ${first.join()} FROM events WHERE time >= ${from} AND time < ${to} AND visit IS NOT NULL GROUP BY visit)`,
        ],
      ]);
    },
    close: () => duck.closeSync(),
  };
}
