import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { StoredGoal } from '../store.js';
import { openStore } from './open.js';

it('keeps goals over a restart, by site and in the order in which they were made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-goals-'));
  try {
    const goal: StoredGoal = {
      id: 'goal_b',
      site: 1,
      name: 'More',
      kpi: 'revenue',
      filter: 'country==DE',
      baseline: { from: '2026-01-01', to: '2026-01-31' },
      from: '2026-02-01',
      deadline: '2026-02-28',
      target: { value: 500_000, currency: 'EUR' },
      created: 1,
    };
    const first = await openStore({ folder, now: () => 0, threads: false });
    await first.putGoal(goal);
    await first.putGoal({ ...goal, id: 'goal_a', created: 2 });
    await first.putGoal({ ...goal, id: 'goal_c', site: 2 });
    await first.putGoal({ ...goal, name: 'Much more', target: { change: 0.1 }, created: 9 });
    await first.close();
    const second = await openStore({ folder, now: () => 0, threads: false });
    const changed = { ...goal, name: 'Much more', target: { change: 0.1 } };
    expect(await second.goals(1)).toEqual([changed, { ...goal, id: 'goal_a', created: 2 }]);
    expect(await second.goal('goal_b')).toEqual(changed);
    expect(await second.removeGoal('goal_b')).toBe(true);
    expect(await second.removeGoal('goal_b')).toBe(false);
    expect(await second.goal('goal_b')).toBeUndefined();
    await second.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
