import { parentPort } from 'node:worker_threads';
import { COMPUTATIONS } from './compute.js';

/** A call of {@link COMPUTATIONS} from one thread to another, and its answer. */
export interface ComputeCall {
  id: number;
  name: keyof typeof COMPUTATIONS;
  input: never;
}
export type ComputeAnswer = { id: number } & ({ result: unknown } | { error: string });

parentPort?.on('message', ({ id, name, input }: ComputeCall) => {
  let answer: ComputeAnswer;
  try {
    answer = { id, result: COMPUTATIONS[name](input) };
  } catch (error) {
    answer = { id, error: (error as Error).message };
  }
  parentPort?.postMessage(answer);
});
