import { expect, it } from 'vitest';
import { judge, type Sample } from './judge.js';

const course = (change: (at: number) => Partial<Sample>): Sample[] =>
  Array.from({ length: 60 }, (_, at) => ({
    ...{
      at,
      memory: 2e8 + (at % 3) * 1e6,
      p50: 3,
      p99: 12 + (at % 5),
      events: at * 1000,
      bytes: 1e7 + at * 200_000,
    },
    ...change(at),
  }));
const failing = (samples: readonly Sample[]) =>
  judge(samples)
    .filter(({ ok }) => !ok)
    .map(({ metric }) => metric.split(',')[0]);

it('passes what warms up and then stays where it is', () => {
  expect(failing(course(() => ({})))).toEqual([]);
  expect(failing(course((at) => (at < 20 ? { memory: 1e8 + at * 5e6, p99: 200 } : {})))).toEqual([]);
});

it('finds a leak, a latency that grows, and a file that grows faster than its events', () => {
  expect(failing(course((at) => ({ memory: 1e8 + at * 2e6 })))).toEqual(['memory']);
  expect(failing(course((at) => ({ p50: 2 + at / 10, p99: 10 + 2 * at })))).toEqual([
    'median latency',
    'p99 latency',
  ]);
  expect(failing(course((at) => ({ bytes: 1e7 + at * at * 2000 })))).toEqual(['bytes an event']);
});
