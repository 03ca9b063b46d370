import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of `/proc` in a second; the same on every Linux. */
const TICKS = 100;

/**
 * Processor time of each thread of a process so far, in seconds, by thread number: the time that other work on the machine does
 * not touch. The first of them is the thread that answers HTTP.
 */
export function threadTimes(pid: number): Map<number, number> {
  const times = new Map<number, number>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'latin1');
    // What stands in brackets is the thread's name, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    times.set(Number(thread), (Number(fields[11]) + Number(fields[12])) / TICKS);
  }
  return times;
}

/** What the threads of a process took between two looks: the one that answers HTTP, and all others together. */
export function spent(
  pid: number,
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): { http: number; others: number; busiest: number } {
  let http = 0;
  let others = 0;
  let busiest = 0;
  for (const [thread, time] of after) {
    const took = time - (before.get(thread) ?? 0);
    if (thread === pid) http = took;
    else {
      others += took;
      busiest = Math.max(busiest, took);
    }
  }
  return { http, others, busiest };
}
