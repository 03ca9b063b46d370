import { expect, it } from 'vitest';
import { failures, fullSummary, measurements } from './test-summary.mjs';

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

it('names what failed, a line each, also a file that could not be loaded', () => {
  const report = JSON.stringify({
    testResults: [
      {
        name: '/shop/test/a.test.ts',
        status: 'passed',
        assertionResults: [{ status: 'passed', fullName: 'a' }],
      },
      {
        name: '/shop/test/b.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'b stands' },
          {
            status: 'failed',
            fullName: 'b falls',
            failureMessages: ['\u001b[31mError: 1 is not 2\u001b[39m\n  at b'],
          },
        ],
      },
      { name: '/shop/test/c.test.ts', status: 'failed', message: 'Cannot find d', assertionResults: [] },
    ],
  });
  expect(failures(report, '/shop')).toEqual([
    'test/b.test.ts > b falls: Error: 1 is not 2',
    'test/c.test.ts: Cannot find d',
  ]);
  for (const none of [undefined, '', '{}']) expect(failures(none, '/shop')).toEqual([]);
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
