import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';

/** Drops a file onto a place of the page, as the browser itself sees it when one drags it there from a folder. */
export async function dropFile(target: Locator, name: string, content: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'footfall-drop-'));
  const path = join(folder, name);
  await writeFile(path, content);
  const page = target.page();
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error('the place is not on the page');
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + 12 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  await session.detach();
  page.once('close', () => void rm(folder, { recursive: true, force: true }));
}
