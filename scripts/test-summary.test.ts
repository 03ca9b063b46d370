import { expect, it } from 'vitest';
import { fullSummary, measurements } from './test-summary.mjs';

it('collects what tests have measured, through colours and other output', () => {
  const output = [
    'stdout | test/import.test.ts > imports',
    '\u001b[32mmeasured: Online Retail, import: 8.4 s\u001b[39m',
    'not measured: this',
    'measured: Online Retail, peak memory: 180 MB\r',
    'measured: Online Retail, import: 8.4 s',
  ].join('\n');
  expect(measurements(output)).toEqual([
    'Online Retail, import: 8.4 s',
    'Online Retail, peak memory: 180 MB',
  ]);
});

it('writes date, Node, counts, duration and figures', () => {
  const summary = fullSummary({
    date: new Date('2026-03-01T12:00:00Z'),
    node: 'v20.20.2',
    counts: { passed: 10, failed: 0, skipped: 1 },
    seconds: 125.4,
    measurements: ['Online Retail, import: 8.4 s'],
  });
  expect(summary).toContain('| date | 2026-03-01 |');
  expect(summary).toContain('| Node | v20.20.2 |');
  expect(summary).toContain('| result | 10 passed, 0 failed, 1 skipped |');
  expect(summary).toContain('| duration | 2 min 5 s |');
  expect(summary).toContain('- Online Retail, import: 8.4 s');
});
