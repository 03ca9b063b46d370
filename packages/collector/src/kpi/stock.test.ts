import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScanRow } from '../store/scan.js';
import { FactShop } from './fact-shop.fixture.js';
import { cutPeriod, INTERVALS, periodOf } from './period.js';
import { levelsOf, withAllBefore } from './stock.js';

const row = (bucket: number, value: string, change: number): ScanRow => ({
  bucket,
  values: [value],
  labels: [null],
  measures: [change, change],
});

describe('a stock', () => {
  it('is the sum of all changes before, at the start and at the end of each piece', () => {
    const rows = [row(0, 'a', 10), row(2, 'a', -3), row(3, 'a', 5), row(2, 'b', 1)];
    const levels = levelsOf(rows, 3, [{ stock: 'start' }, { stock: 'end' }]);
    expect(levels.map(({ bucket, values, measures }) => [values[0], bucket, ...measures])).toEqual([
      ['a', 0, 10, 10],
      ['a', 1, 10, 7],
      ['a', 2, 7, 12],
      ['b', 0, 0, 0],
      ['b', 1, 0, 1],
      ['b', 2, 1, 1],
    ]);
  });

  it('is scanned from before anything by instants and by days alike', () => {
    const { period, cut } = withAllBefore(periodOf('2026-03-28', '2026-03-29', 'Europe/Berlin'), undefined);
    expect(period.from).toBeLessThan(Date.parse('0001-01-01T00:00:00Z'));
    expect(cut.instants.slice(1)).toEqual([
      Date.parse('2026-03-27T23:00:00Z'),
      Date.parse('2026-03-29T22:00:00Z'),
    ]);
    const day = (date: string) => Date.parse(date) / 86_400_000;
    expect(cut.days?.slice(1)).toEqual([day('2026-03-28'), day('2026-03-30')]);
  });

  // What a person would count: everybody who has come and not left before the local midnight that ends the piece.
  it('of every interval is what is there when its last day ends, in every zone', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('Asia/Kathmandu', 'America/New_York', 'Europe/Berlin', 'Asia/Tokyo'),
        fc.constantFrom(...INTERVALS),
        fc.array(
          fc.record({
            hour: fc.integer({ min: 0, max: 24 * 200 }),
            stays: fc.integer({ min: 1, max: 3000 }),
          }),
          {
            minLength: 1,
            maxLength: 20,
          },
        ),
        fc.integer({ min: 0, max: 150 }),
        async (timezone, interval, people, offset) => {
          const shop = new FactShop({ timezone });
          try {
            const begin = Date.parse('2025-12-01T00:00:00Z');
            const hour = 3600_000;
            shop.all(() => {
              people.forEach(({ hour: came, stays }, index) => {
                const from = new Date(begin + came * hour).toISOString();
                const to = new Date(begin + (came + stays) * hour).toISOString();
                shop.subscription(`s${index}`, from, 1);
                shop.subscription(`s${index}`, to, -1);
              });
            });
            const from = new Date(begin + offset * 24 * hour).toISOString().slice(0, 10);
            const to = new Date(begin + (offset + (interval === 'hour' ? 3 : 95)) * 24 * hour)
              .toISOString()
              .slice(0, 10);
            const {
              series,
              value,
              new: came,
              lost,
            } = await shop.ask('newsletter_subscribers', { from, to, interval });
            if (value === null) return;
            const { instants } = cutPeriod(periodOf(from, to, timezone), interval);
            const at = (time: number) =>
              people.filter(
                (one) => begin + one.hour * hour < time && begin + (one.hour + one.stays) * hour >= time,
              ).length;
            const first = Math.min(...people.map((one) => begin + one.hour * hour));
            const ends = instants.slice(1);
            expect(series?.map((piece) => piece.value)).toEqual(
              ends.map((end) => (end <= first ? null : at(end))),
            );
            expect(value).toBe(at(instants.at(-1) as number));
            expect(Number(came) - Number(lost)).toBe(Number(value) - at(instants[0] as number));
          } finally {
            await shop.close();
          }
        },
      ),
      { numRuns: process.env.FOOTFALL_TEST_FULL ? 300 : 40 },
    );
  });
});
