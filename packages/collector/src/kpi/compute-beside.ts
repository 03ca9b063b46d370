import { Worker } from 'node:worker_threads';
import type { Compute } from './compute.js';
import type { ComputeAnswer, ComputeCall } from './compute-thread.js';

const NURSERY_MB = 16;

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
}

/**
 * Computes on a thread of its own, one thing after the other, so that beacons are answered meanwhile. The thread is
 * started when it is first needed, keeps no process alive, and is started again if it has died.
 */
export function computeBeside(): Compute {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let nextId = 1;

  function start(): Worker {
    const thread = new Worker(new URL('./compute-thread.js', import.meta.url), {
      // What it makes is either gone at once or stays to the end: a large nursery only holds memory.
      resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB },
    });
    thread.unref();
    thread.on('message', (answer: ComputeAnswer) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('error' in answer) one?.reject(new Error(answer.error));
      else one?.resolve(answer.result as never);
      if (waiting.size === 0) thread.unref();
    });
    const ended = (error: Error) => {
      if (worker === thread) worker = undefined;
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
    };
    thread.on('error', ended);
    thread.on('exit', () => ended(new Error('the computing thread has ended')));
    return thread;
  }

  function call(name: ComputeCall['name'], input: unknown): Promise<never> {
    worker ??= start();
    const thread = worker;
    const id = nextId++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      thread.ref();
      thread.postMessage({ id, name, input } as ComputeCall);
    });
  }

  return {
    lifetimes: (histories) => call('lifetimes', histories),
    affinity: (input) => call('affinity', input),
  };
}
