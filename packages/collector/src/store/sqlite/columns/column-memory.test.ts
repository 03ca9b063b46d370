import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ColumnMemory } from './column-memory.js';

const put = fc.record({
  column: fc.constantFrom('started', 'visitor', 'device'),
  length: fc.oneof(fc.nat(40), fc.integer({ min: 100_000, max: 140_000 })),
  byte: fc.integer({ min: 1, max: 255 }),
});
const step = fc.oneof(
  { arbitrary: put, weight: 5 },
  { arbitrary: fc.record({ dropped: fc.constantFrom('started', 'visitor', 'device') }), weight: 1 },
);

it('keeps what was put into columns until they are dropped, whoever takes the memory of another', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const memory = new ColumnMemory();
      const there = new Map<string, { own: Uint8Array; byte: number; length: number }[]>();
      for (const one of steps) {
        if ('dropped' in one) {
          memory.drop(one.dropped);
          there.delete(one.dropped);
          continue;
        }
        const { column, length, byte } = one;
        const own = memory.put(column, new Uint8Array(length).fill(byte));
        // So that an array of doubles can begin there.
        expect(own.byteOffset % 8).toBe(0);
        there.set(column, [...(there.get(column) ?? []), { own, byte, length }]);
      }
      for (const { own, byte, length } of [...there.values()].flat()) {
        expect(own.byteLength).toBe(length);
        expect(own.every((one) => one === byte)).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});

it('takes no more memory for what comes after what was dropped', () => {
  const memory = new ColumnMemory();
  const buffers = new Set<ArrayBufferLike>();
  for (let round = 0; round < 2000; round++) {
    buffers.add(memory.put('visitor', new Uint8Array(100_000)).buffer);
    memory.drop('visitor');
  }
  expect(buffers.size).toBe(1);
});
