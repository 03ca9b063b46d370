import { expect, it } from 'vitest';
import { waitFor } from './wait.js';

it('answers what the condition answers, as soon as it does', async () => {
  let looks = 0;
  const answer = await waitFor('the third look', () => (++looks === 3 ? 'here' : undefined), { interval: 1 });
  expect(answer).toBe('here');
  expect(looks).toBe(3);
});

it('takes an error of the condition for "not yet"', async () => {
  let looks = 0;
  const condition = () => {
    if (++looks < 3) throw new Error('not yet');
    return looks;
  };
  expect(await waitFor('no error', condition, { interval: 1 })).toBe(3);
});

it('says what it waited for and what it saw last', async () => {
  const options = { timeout: 5, interval: 1 };
  await expect(waitFor('five events', () => 0, options)).rejects.toThrow(
    'waited 5 ms for five events; last seen: 0',
  );
  const condition = () => {
    throw new Error('nobody listens');
  };
  await expect(waitFor('a server', condition, options)).rejects.toThrow('last seen: nobody listens');
});
