import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';
import { root } from './harness/root.js';

// What `npm run size` prints and judges, over what the build made.
it('keeps footfall.js within what a page should load at its start', async () => {
  const table = await new Promise<string>((done) =>
    execFile(process.execPath, ['scripts/size.mjs'], { cwd: root }, (_, output) => done(output)),
  );
  const [line] = table.split('\n').filter((row) => row.startsWith('footfall.js'));
  expect(line).toMatch(/4096$/);
});
