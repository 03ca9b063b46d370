import { afterEach, describe, expect, it, vi } from 'vitest';
import { SERVER_LIMITS } from '../limits.js';
import { readBody } from './body.js';

function request(body: BodyInit | null, headers: Record<string, string> = {}) {
  return new Request('http://collector.test/', {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit);
}

afterEach(() => {
  vi.useRealTimers();
});

describe('readBody', () => {
  it('puts letters together that were cut between two chunks', async () => {
    const [one, two] = [Buffer.from('"ä€😀"').subarray(0, 2), Buffer.from('"ä€😀"').subarray(2)];
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(one);
        controller.enqueue(two);
        controller.close();
      },
    });
    expect(await readBody(request(body), 100)).toBe('"ä€😀"');
  });

  it('counts bytes, not letters', async () => {
    await expect(readBody(request('€'.repeat(34)), 100)).rejects.toMatchObject({ status: 413 });
    expect(await readBody(request('€'.repeat(33)), 100)).toHaveLength(33);
  });

  it.each([{}, { 'content-length': '10' }])('gives up on a client that is too slow: %j', async (headers) => {
    vi.useFakeTimers();
    const stalled = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) });
    const reading = expect(readBody(request(stalled, headers), 100)).rejects.toMatchObject({
      status: 408,
      code: 'too_slow',
    });
    await vi.advanceTimersByTimeAsync(SERVER_LIMITS.bodyTimeout);
    await reading;
  });

  it('says that a body broke off', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('ECONNRESET')) });
    await expect(readBody(request(broken), 100)).rejects.toMatchObject({
      status: 400,
      code: 'unreadable_body',
    });
  });

  it('reads no body as nothing', async () => {
    expect(await readBody(request(null), 100)).toBe('');
  });
});
