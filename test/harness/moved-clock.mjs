// Loaded before the collector's own code (`node --import`), in its threads too: its clock is off by as many milliseconds
// as the file says, which the test writes at any moment. See movable-clock.ts.
import { openSync, readSync } from 'node:fs';

const file = openSync(/** @type {string} */ (process.env.FOOTFALL_TEST_CLOCK), 'r');
const offset = new Float64Array(1);
const RealDate = Date;

const now = () => {
  readSync(file, offset, 0, 8, 0);
  return RealDate.now() + Math.round(/** @type {number} */ (offset[0]));
};

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
