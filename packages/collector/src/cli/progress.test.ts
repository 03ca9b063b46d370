import { describe, expect, it } from 'vitest';
import { startProgress } from './progress.js';

describe('startProgress', () => {
  it('writes a line now and then where there is no terminal', () => {
    let written = '';
    let now = 0;
    const stream = {
      isTTY: false,
      write: (text: string) => (written += text),
    } as unknown as NodeJS.WriteStream;
    const progress = startProgress({ what: 'importing orders', total: 200, stream, now: () => now });
    progress.update(10, '1 rows');
    now = 6_000;
    progress.update(50, '5 rows');
    now = 7_000;
    progress.update(60, '6 rows');
    progress.stop();
    expect(written).toBe('importing orders: 25 %, 5 rows\n');
  });
});
