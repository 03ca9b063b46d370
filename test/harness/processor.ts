import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Seconds that all threads of a process have kept a processor busy (Linux; elsewhere the seconds of the clock). What is bound
 * to be quick is held to these: beside other work on the machine the clock runs on while the process waits for its turn.
 */
export function processorSecondsOf(pid: number): number {
  if (process.platform !== 'linux') return performance.now() / 1000;
  ticksASecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  // The name of the process, in brackets, may itself have blanks and brackets.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [fields[11], fields[12]].map(Number) as [number, number];
  return (user + system) / ticksASecond;
}

let ticksASecond: number | undefined;
