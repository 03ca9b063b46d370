import { expect, it } from 'vitest';
import { csvOfRows } from './csv-of-rows.js';

it('writes a header and a line for each row, with the columns of all of them', () => {
  expect(
    csvOfRows([
      { reason: 'bot', visits: 3 },
      { reason: 'a "quoted", name', events: null },
    ]),
  ).toBe('reason,visits,events\r\nbot,3,\r\n"a ""quoted"", name",,\r\n');
});

it.each(['=1+1', '+1', '-1', '@x', 'a;=1+1', 'a\t=1+1'])('lets no spreadsheet run %j', (name) => {
  const [, line = ''] = csvOfRows([{ name }]).split('\r\n');
  expect(line).not.toMatch(/(^|[;\t])["\s]*[=+\-@]/);
});
