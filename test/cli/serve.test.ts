import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../harness/root.js';
import { ShopFolder } from './shop-folder.js';

let folder: ShopFolder;
let running: ChildProcess[];
beforeEach(async () => {
  folder = await ShopFolder.create();
  running = [];
});
afterEach(async () => {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await folder.remove();
});

interface Served {
  url: string;
  output: string;
  child: ChildProcess;
}

/** Starts the collector on a free port, and resolves when it has said all that it says at the start. */
async function serve(args: string[] = [], env: Record<string, string> = {}): Promise<Served> {
  const child = spawn(
    process.execPath,
    [join(root, 'packages/collector/bin/footfall.js'), 'serve', '--port', '0', ...args],
    { cwd: root, env: { ...process.env, FOOTFALL_DATA: folder.data, ...env } },
  );
  running.push(child);
  let output = '';
  return new Promise((resolve, reject) => {
    const take = (text: string) => {
      output += text;
      const url = /listens on (\S+)/.exec(output)?.[1];
      if (url !== undefined && /curl|site add/.test(output)) resolve({ url, output, child });
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('exit', (code) => reject(new Error(`ended with ${code}\n${output}`)));
  });
}

async function end({ child }: Served, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  const exit = once(child, 'exit');
  child.kill(signal);
  return (await exit)[0] as number | null;
}

const keyIn = (output: string) => /^ {2}(ff_\S+)$/m.exec(output)?.[1];

describe('footfall serve', () => {
  it('shows an admin key at the first start only, and ends with 0 when asked to', async () => {
    const first = await serve();
    const key = keyIn(first.output);
    expect(key).toMatch(/^ff_.{43}$/);
    const sites = await fetch(`${first.url}/v1/sites`, { headers: { authorization: `Bearer ${key}` } });
    expect(sites.status).toBe(200);
    expect(await end(first, 'SIGINT')).toBe(0);

    const second = await serve();
    expect(keyIn(second.output)).toBeUndefined();
    expect(second.output).toContain('footfall key add --role admin');
    // The way back in for who has lost it, while the collector runs.
    const made = await folder.json<{ key: string }>(['key', 'add', '--role', 'admin']);
    await expect
      .poll(
        async () => {
          const { status } = await fetch(`${second.url}/v1/sites`, {
            headers: { authorization: `Bearer ${made.key}` },
          });
          return status;
        },
        { timeout: 10_000 },
      )
      .toBe(200);
    expect(await end(second)).toBe(0);
  });

  it('prints a line that asks for the first KPI, and answers it', async () => {
    const served = await serve(['--demo-shop']);
    const [, header, url] = /curl -H "([^"]+)" "([^"]+)"/.exec(served.output) ?? [];
    const [name, value] = String(header).split(': ') as [string, string];
    const answer = await fetch(String(url), { headers: { [name]: value } });
    expect(await answer.json()).toMatchObject({ kpi: 'visitors', site: 'demo', value: 0 });
    expect((await fetch(`${served.url}/shop/`)).status).toBe(200);
    const site = await folder.json<{ origins: string[]; currency: string }>(['site', 'show', 'demo']);
    expect(site).toMatchObject({ currency: 'EUR', origins: expect.arrayContaining([served.url]) });
  });

  it('takes an admin key of the settings, which it does not show', async () => {
    const secret = 'ff_chosen_by_the_owner_0123456789';
    const served = await serve([], { FOOTFALL_ADMIN_KEY: secret });
    expect(served.output).not.toContain(secret);
    const answer = await fetch(`${served.url}/v1/keys`, { headers: { authorization: `Bearer ${secret}` } });
    expect(JSON.stringify(await answer.json())).not.toContain(secret);
    expect(answer.status).toBe(200);
  });

  it('says what to do about a taken port, and keeps the key for a start that succeeds', async () => {
    const served = await serve();
    const { port } = new URL(served.url);
    const other = await ShopFolder.create();
    try {
      const { code, stdout, stderr } = await other.run(['serve', '--port', port]);
      expect([code, stdout]).toEqual([4, '']);
      expect(stderr).toContain(`Port ${port} is taken`);
      expect(await other.json(['key', 'list'])).toEqual([]);
    } finally {
      await other.remove();
    }
  });

  it('shows what a command beside it has brought in', async () => {
    const served = await serve();
    const authorization = `Bearer ${keyIn(served.output)}`;
    await folder.json([
      ...['site', 'add', 'shop', '--origin', 'https://shop.example'],
      ...['--timezone', 'Europe/Berlin', '--currency', 'EUR'],
    ]);
    await folder.run(['import', 'orders', '-', '--site', 'shop'], {
      input: 'order_id,time,currency,value\nA1,2026-01-31,EUR,10\nA2,2026-01-31,EUR,20\n',
    });
    await expect
      .poll(
        async () => {
          const answer = await fetch(
            `${served.url}/v1/kpis/revenue?site=shop&from=2026-01-31&to=2026-01-31`,
            { headers: { authorization } },
          );
          return (await answer.json()) as unknown;
        },
        { timeout: 10_000 },
      )
      .toMatchObject({ value: { value: 3000, currency: 'EUR' } });
  });
});
