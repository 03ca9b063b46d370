import { describe, expect, it } from 'vitest';
import type { Scan, ScanMeasure, ScanRow } from '../scan.js';
import { wholeOfSeries } from './whole-of-series.js';

const VALUE: ScanMeasure = { fact: 'refund', aggregate: 'sum', field: 'value' };
const BOTS: ScanMeasure = { fact: 'refund', aggregate: 'count', who: 'bots' };
const WHOLE: Scan = {
  site: 1,
  fact: 'refund',
  span: { from: 0, to: 30, fromDate: '2026-01-01', toDate: '2026-01-03' },
  by: [],
  attribution: 'last_non_direct',
  now: 9,
  idleMs: 9,
  filter: [[{ dimension: 'channel', operator: '==', value: 'Email' }]],
  measures: [BOTS, VALUE],
};
const SERIES: Scan = { ...WHOLE, buckets: { instants: [0, 10, 20, 30] }, measures: [VALUE] };

const piece = (bucket: number, ...measures: (number | null)[]): ScanRow => ({
  bucket,
  values: [],
  labels: [],
  measures,
});

/** Asks for scans in the same turn. @param told what each statement answers */
async function askTogether(scans: readonly Scan[], told: (scan: Scan) => ScanRow[]) {
  const ran: Scan[] = [];
  const ask = wholeOfSeries(async (scan) => {
    ran.push(scan);
    return told(scan);
  });
  return { answers: await Promise.all(scans.map(ask)), ran };
}

describe('a whole that is asked for beside its series', () => {
  it('is the sum of the pieces of one statement, whichever is asked for first', async () => {
    const told = () => [piece(0, 100, null), piece(2, -30, 2)];
    for (const scans of [
      [WHOLE, SERIES],
      [SERIES, WHOLE],
    ]) {
      const { answers, ran } = await askTogether(scans, told);
      expect(ran).toEqual([{ ...SERIES, measures: [VALUE, BOTS] }]);
      expect(answers[scans.indexOf(WHOLE)]).toEqual([piece(0, 2, 70)]);
      expect(answers[scans.indexOf(SERIES)]).toEqual([piece(0, 100), piece(2, -30)]);
    }
  });

  it('is a row of nothing where there is nothing', async () => {
    const { answers } = await askTogether([WHOLE, SERIES], () => []);
    expect(answers).toEqual([[piece(0, null, null)], []]);
  });

  it('is asked for by itself where the pieces do not say it to the last digit', async () => {
    for (const value of [2 ** 53, 0.5, 2 ** 53 - 1]) {
      const { answers, ran } = await askTogether([WHOLE, SERIES], (scan) =>
        scan.buckets ? [piece(0, value, 1), piece(1, value, 1)] : [piece(0, 7, 8)],
      );
      expect(ran).toHaveLength(2);
      expect(answers).toEqual([[piece(0, 7, 8)], [piece(0, value), piece(1, value)]]);
    }
  });
});

describe('scans are asked for one by one', () => {
  const distinct: ScanMeasure = { ...VALUE, aggregate: 'distinct' };
  const ofProduct: ScanMeasure = { ...VALUE, when: [{ dimension: 'product', in: ['A'] }] };
  it.each<[string, Partial<Scan>, Partial<Scan>]>([
    ['with another filter', { filter: [] }, {}],
    ['of another period', { span: { ...WHOLE.span, to: 20 } }, {}],
    ['of another site', { site: 2 }, {}],
    ['with groups', { by: ['device'] }, { by: ['device'] }],
    ['with what is no sum of its pieces', { measures: [distinct] }, {}],
    ['with a measure that divides rows', { measures: [ofProduct] }, {}],
    ['by a model that divides orders', { attribution: 'linear' }, { attribution: 'linear' }],
    ['of a fact whose words depend on the cut', { fact: 'orders' }, { fact: 'orders' }],
  ])('%s', async (_, whole, series) => {
    const asked = [
      { ...WHOLE, ...whole },
      { ...SERIES, ...series },
    ];
    const { ran } = await askTogether(asked, () => []);
    expect(ran).toEqual(asked);
  });

  it('in another turn', async () => {
    const ran: Scan[] = [];
    const ask = wholeOfSeries(async (scan) => {
      ran.push(scan);
      return [];
    });
    await ask(WHOLE);
    await ask(SERIES);
    expect(ran).toEqual([WHOLE, SERIES]);
  });

  it('and one that fails leaves the others their answers', async () => {
    const other = { ...WHOLE, site: 2 };
    const ask = wholeOfSeries(async (scan) => {
      if (scan.site === 1) throw new Error('no');
      return [piece(0, 1, 2)];
    });
    const answers = await Promise.allSettled([WHOLE, SERIES, other].map(ask));
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });
});
