/** An event of Chromium's tracing; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** What of `dur` the thread was running. */
  readonly tdur?: number;
  readonly args?: {
    readonly beginData?: { readonly url?: string };
    readonly data?: { readonly url?: string };
  };
}

/** What a page's main thread did while it started. */
export interface MainThread {
  /** Milliseconds in which script was compiled and run. */
  readonly script: number;
  /** The same by the thread's own clock: what other programs took of the processor meanwhile is left out. */
  readonly scriptOnThread: number;
  /** What of that ran before the page's first paint. */
  readonly beforePaint: number;
  /** Tasks over 50 ms that would not be so long without the script in them. */
  readonly longTasks: number;
  /** Layouts and recalculations of style while script ran: those that it forced. */
  readonly forced: number;
  /** All layouts and recalculations of style. */
  readonly layouts: number;
}

/** What `readTrace` looks at, and no more: each category costs the page time of its own. */
export const CATEGORIES = ['devtools.timeline', 'toplevel'];

const SCRIPT = new Set([
  ...['EvaluateScript', 'FunctionCall', 'TimerFire', 'RunMicrotasks', 'EventDispatch', 'FireIdleCallback'],
  ...['FireAnimationFrame', 'XHRReadyStateChange', 'XHRLoad', 'v8.compile', 'v8.compileModule'],
]);
const LAYOUT = new Set(['Layout', 'UpdateLayoutTree']);
const TASK = new Set(['RunTask', 'ThreadControllerImpl::RunTask']);
const LONG_TASK = 50_000;

/** By the thread's own clock: what other programs took meanwhile is left out. */
const onThread = ({ dur, tdur }: TraceEvent) => tdur ?? dur ?? 0;
const end = (event: TraceEvent) => event.ts + (event.dur ?? 0);
const total = (events: readonly TraceEvent[], duration: (event: TraceEvent) => number) =>
  events.reduce((sum, event) => sum + duration(event), 0) / 1000;

/** Those that lie in no other of the same list. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  let until = 0;
  const kept: TraceEvent[] = [];
  for (const event of [...events].sort((a, b) => a.ts - b.ts || end(b) - end(a))) {
    if (event.ts < until) continue;
    kept.push(event);
    until = end(event);
  }
  return kept;
}

/**
 * Reads a trace of one page load.
 *
 * @param trace as `Browser.stopTracing` gives it.
 * @param url of the page.
 * @throws when no main thread has parsed that page.
 */
export function readTrace(trace: Buffer, url: string): MainThread {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const parsed = traceEvents.find(
    ({ name, args }) => name === 'ParseHTML' && args?.beginData?.url?.startsWith(url),
  );
  if (parsed === undefined) throw new Error(`the trace has no page ${url}`);
  const events = traceEvents.filter(
    ({ ph, pid, tid, ts }) => ph === 'X' && pid === parsed.pid && tid === parsed.tid && ts >= parsed.ts,
  );
  const script = outermost(events.filter(({ name }) => SCRIPT.has(name)));
  const paint = traceEvents.find(
    ({ name, pid, ts }) => name === 'firstPaint' && pid === parsed.pid && ts >= parsed.ts,
  );
  if (paint === undefined) throw new Error(`the page ${url} was never painted`);
  const layouts = events.filter(({ name }) => LAYOUT.has(name));
  const within = (inner: TraceEvent, outer: TraceEvent) => inner.ts >= outer.ts && end(inner) <= end(outer);
  const tasks = outermost(events.filter(({ name }) => TASK.has(name)));
  return {
    script: total(script, ({ dur }) => dur ?? 0),
    scriptOnThread: total(script, onThread),
    beforePaint: total(
      script.filter(({ ts }) => ts < paint.ts),
      onThread,
    ),
    longTasks: tasks.filter((task) => {
      // A task that waited for other programs is not long by its script.
      const inside = script.filter((event) => within(event, task));
      const rest = onThread(task) - inside.reduce((sum, event) => sum + onThread(event), 0);
      return onThread(task) > LONG_TASK && rest <= LONG_TASK;
    }).length,
    forced: layouts.filter((layout) => script.some((event) => within(layout, event))).length,
    layouts: layouts.length,
  };
}
