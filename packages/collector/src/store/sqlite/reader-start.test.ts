import type { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Scan } from '../scan.js';
import { READY, type ReaderCall } from './reader-messages.js';
import { createReaderPool, type Readers } from './reader-pool.js';

// When reader threads are started, and which of them is asked: with threads that answer at once, and start when the test says so.

interface Thread extends EventEmitter {
  asked: ReaderCall['kind'][];
}
const started = vi.hoisted((): Thread[] => []);

vi.mock('node:worker_threads', async () => {
  const { EventEmitter } = await import('node:events');
  class Worker extends EventEmitter implements Thread {
    readonly asked: ReaderCall['kind'][] = [];
    constructor() {
      super();
      started.push(this);
    }
    postMessage(call: ReaderCall): void {
      this.asked.push(call.kind);
      if (call.kind === 'close') this.emit('exit');
      else if (call.kind === 'scans')
        this.emit('message', { id: call.id, scanned: call.scans.map(() => []), pieces: [] });
      else this.emit('message', { id: call.id, rows: [], done: true });
    }
  }
  return { Worker };
});

const ORDERS: Scan = {
  ...{ site: 1, fact: 'orders', by: [], filter: [], attribution: 'last_non_direct', now: 0, idleMs: 0 },
  span: { from: 0, to: 1, fromDate: '', toDate: '' },
  measures: [{ fact: 'orders', aggregate: 'count' }],
};
const FILTERED: Scan = {
  ...ORDERS,
  filter: [[{ dimension: 'device', operator: '==', value: 'mobile' }]],
};

let readers: Readers;
beforeEach(() => {
  started.length = 0;
  readers = createReaderPool({ folder: '', size: 2 });
});
afterEach(() => readers.close());

const askedOf = (place: number) => started[place]?.asked;

describe('reader threads', () => {
  it('start one after the other, and not once the store is closed', async () => {
    expect(started).toHaveLength(1);
    started[0]?.emit('message', READY);
    expect(started).toHaveLength(2);
    started[0]?.emit('message', READY);
    expect(started).toHaveLength(2);
    const others = createReaderPool({ folder: '', size: 2 });
    const [, , first] = started;
    await others.close();
    first?.emit('message', READY);
    expect(started).toHaveLength(3);
  });

  it('are asked for half of a question once they have started, and before for what is not kept in the file', async () => {
    started[0]?.emit('message', READY);
    await readers.scan(ORDERS);
    expect([askedOf(0), askedOf(1)]).toEqual([['scans'], []]);
    await readers.scan(FILTERED);
    expect([askedOf(0), askedOf(1)]).toEqual([['scans'], ['scans']]);
    started[1]?.emit('message', READY);
    await readers.scan(ORDERS);
    expect([askedOf(0), askedOf(1)]).toEqual([['scans'], ['scans', 'scans']]);
  });

  it('are asked for rows once they have started', async () => {
    started[0]?.emit('message', READY);
    const askAll = async () => {
      for (let number = 0; number < 8; number++) await readers.query(`SELECT ${number}`, []);
    };
    await askAll();
    expect([askedOf(0)?.length, askedOf(1)?.length]).toEqual([8, 0]);
    started[1]?.emit('message', READY);
    await askAll();
    expect(askedOf(1)?.length).toBeGreaterThan(0);
  });
});
