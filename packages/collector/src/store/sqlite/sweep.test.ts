import { expect, it } from 'vitest';
import { ShopWriter } from './shop-writer.fixture.js';

it('leaves what an event that comes meanwhile is said in, wherever the sweep has got to', () => {
  const shop = new ShopWriter();
  const { writer } = shop;
  const one = shop.batch(
    { origin: 'browser', visitor: 'v', visit: { id: 'v-1', number: 1 } },
    'page_view',
    0,
  );
  const [event] = one.events;
  if (!event) throw new Error('a batch has an event');
  const many = Array.from({ length: 450 }, (_, at) => ({ ...event, id: `f${at}`, time: event.time + at }));
  writer.append([{ ...one, events: many }]);
  const count = (sql: string) => writer.db.prepare<[], number>(sql).pluck().get() as number;
  const homeless = () =>
    count(
      `SELECT count(*) FROM event e LEFT JOIN context c ON c.key = e.context
         LEFT JOIN surroundings s ON s.key = c.surroundings WHERE s.key IS NULL`,
    );
  let pauses = 0;
  // Each round looks at some more rows than the last, so that the pauses lie at other places.
  for (let round = 1; round <= 80; round++) {
    const visit = { id: `w-${round}`, number: round };
    const say = () => shop.send({ origin: 'browser', visitor: 'w', visit }, 'page_view', round);
    say();
    // As retention leaves it: the event has gone, and its context is known still.
    writer.db.prepare('DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)').run();
    writer.db.prepare('INSERT INTO sweep VALUES (1, ?)').run(round);
    while (writer.settleStep()) {
      expect(homeless(), `round ${round}`).toBe(0);
      if (count('SELECT count(*) FROM sweep') === 0) continue;
      pauses++;
      say();
    }
  }
  expect(pauses).toBeGreaterThan(10);
  // And nothing stays that nobody is in.
  expect(count('SELECT count(*) FROM context WHERE key NOT IN (SELECT context FROM event)')).toBe(0);
});
