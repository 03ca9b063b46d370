import { expect, it } from 'vitest';
import { readTrace } from './trace.js';

const URL = 'http://localhost/page/0';
const MAIN = { ph: 'X', pid: 1, tid: 1 };
const parsed = { ...MAIN, name: 'ParseHTML', ts: 0, dur: 1000, args: { beginData: { url: URL } } };

const painted = { name: 'firstPaint', ph: 'R', pid: 1, tid: 1, ts: 5000 };

const read = (...events: object[]) =>
  readTrace(Buffer.from(JSON.stringify({ traceEvents: [parsed, painted, ...events] })), URL);

it('counts script that runs inside other script once, and none of other threads', () => {
  const main = read(
    { ...MAIN, name: 'TimerFire', ts: 2000, dur: 4000, tdur: 3000 },
    { ...MAIN, name: 'FunctionCall', ts: 2500, dur: 3000, tdur: 2500 },
    { ...MAIN, name: 'EvaluateScript', ts: 9000, dur: 1500, tdur: 1000 },
    { ...MAIN, tid: 2, name: 'EvaluateScript', ts: 9000, dur: 9000, tdur: 9000 },
  );
  expect([main.script, main.scriptOnThread]).toEqual([5.5, 4]);
});

it('counts apart what ran before the page was painted', () => {
  const main = read(
    { ...MAIN, name: 'EvaluateScript', ts: 2000, dur: 1000, tdur: 800 },
    { ...MAIN, name: 'TimerFire', ts: 6000, dur: 4000, tdur: 3000 },
  );
  expect([main.beforePaint, main.scriptOnThread]).toEqual([0.8, 3.8]);
});

it('takes no page that was never painted', () => {
  expect(() => readTrace(Buffer.from(JSON.stringify({ traceEvents: [parsed] })), URL)).toThrow(
    'never painted',
  );
});

it('counts as forced only the layouts while script ran', () => {
  const main = read(
    { ...MAIN, name: 'EvaluateScript', ts: 2000, dur: 4000 },
    { ...MAIN, name: 'UpdateLayoutTree', ts: 3000, dur: 100 },
    { ...MAIN, name: 'Layout', ts: 8000, dur: 100 },
  );
  expect([main.forced, main.layouts]).toEqual([1, 2]);
});

it('counts a long task only where script made it long', () => {
  const main = read(
    { ...MAIN, name: 'RunTask', ts: 1000, dur: 60_000 },
    { ...MAIN, name: 'FunctionCall', ts: 2000, dur: 1000 },
    { ...MAIN, name: 'RunTask', ts: 70_000, dur: 60_000 },
    { ...MAIN, name: 'FunctionCall', ts: 71_000, dur: 20_000 },
    { ...MAIN, name: 'RunTask', ts: 140_000, dur: 40_000 },
    { ...MAIN, name: 'FunctionCall', ts: 141_000, dur: 1000 },
  );
  expect(main.longTasks).toBe(1);
});

it('does not take another page for the one that was asked for', () => {
  expect(() => readTrace(Buffer.from(JSON.stringify({ traceEvents: [parsed] })), `${URL}1`)).toThrow(
    'has no page',
  );
});
