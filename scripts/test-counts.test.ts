import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closingLine, countsOfReport, exitCode, ONE_FAILURE, sum } from './test-counts.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});
const report = (...testResults: unknown[]) => JSON.stringify({ testResults });

describe('countsOfReport', () => {
  it('counts each test of each file', () => {
    const text = report(file('passed', 'passed', 'passed', 'skipped'), file('failed', 'failed', 'passed'));
    expect(countsOfReport(text, { ok: false })).toEqual({ passed: 3, failed: 1, skipped: 1 });
  });

  it('counts skipped, pending and todo alike', () => {
    const text = report(file('passed', 'passed', 'skipped', 'pending', 'todo'));
    expect(countsOfReport(text, { ok: true })).toEqual({ passed: 1, failed: 0, skipped: 3 });
  });

  it('counts a file that could not be loaded', () => {
    const text = report(file('passed', 'passed'), file('failed'));
    expect(countsOfReport(text, { ok: false })).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('counts a file whose hooks failed, though none of its tests did', () => {
    const text = report(file('failed', 'skipped', 'skipped'), file('failed', 'passed'));
    expect(countsOfReport(text, { ok: false })).toEqual({ passed: 1, failed: 2, skipped: 2 });
  });

  it('counts a runner that left no report, half a one, or a strange one', () => {
    for (const text of [undefined, '', '{"testResults":[', '{}', 'null'])
      expect(countsOfReport(text, { ok: true })).toEqual(ONE_FAILURE);
  });

  it('counts a bad ending of which the report knows nothing, such as an unhandled rejection', () => {
    const text = report(file('passed', 'passed'));
    expect(countsOfReport(text, { ok: false })).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('takes no tests at all for a failure, unless the caller has picked some files', () => {
    expect(countsOfReport(report(), { ok: true })).toEqual(ONE_FAILURE);
    expect(countsOfReport(report(), { ok: true, mayBeEmpty: true })).toEqual({
      passed: 0,
      failed: 0,
      skipped: 0,
    });
  });

  it('never calls a bad ending good, whatever the report says', () => {
    const status = fc.constantFrom('passed', 'failed', 'skipped', 'pending', 'todo');
    const files = fc.array(fc.record({ status, assertionResults: fc.array(fc.record({ status })) }));
    fc.assert(
      fc.property(files, fc.boolean(), (testResults, ok) => {
        const counts = countsOfReport(JSON.stringify({ testResults }), { ok });
        const bad =
          !ok || testResults.some((one) => one.assertionResults.some((test) => test.status === 'failed'));
        return !bad || counts.failed > 0;
      }),
    );
  });
});

describe('the end of a run', () => {
  it('adds up', () => {
    const total = sum([
      { passed: 2, failed: 0, skipped: 1 },
      ONE_FAILURE,
      { passed: 3, failed: 2, skipped: 0 },
    ]);
    expect(total).toEqual({ passed: 5, failed: 3, skipped: 1 });
    expect(closingLine(total)).toBe('5 passed, 3 failed, 1 skipped');
  });

  it('is good only if something passed and nothing failed', () => {
    expect(exitCode({ passed: 1, failed: 0, skipped: 4 })).toBe(0);
    expect(exitCode({ passed: 9, failed: 1, skipped: 0 })).toBe(1);
    expect(exitCode({ passed: 0, failed: 0, skipped: 4 })).toBe(1);
  });
});
