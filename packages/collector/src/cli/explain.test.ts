import { describe, expect, it } from 'vitest';
import { ImportError } from '../import/import-error.js';
import { say } from '../say.js';
import { PortUnavailable } from '../server.js';
import { DatabaseUnusable } from '../store/sqlite/database.js';
import { StoreBusy } from '../store/store.js';
import { CliError, WrongUse } from './cli-error.js';
import { explain } from './explain.js';

describe('explain', () => {
  it.each([
    [1, new CliError('no')],
    [2, new WrongUse('no')],
    [1, new ImportError('empty_file', say('the file is empty'), say('save the file again as UTF-8'))],
    [4, new PortUnavailable('taken')],
    [5, new DatabaseUnusable('damaged')],
    [5, new StoreBusy('disk_full', 30)],
    [5, Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })],
    [130, new DOMException('This operation was aborted', 'AbortError')],
    [1, new TypeError('cannot read properties of undefined\n    at somewhere')],
    [1, 'a text'],
  ])('ends with %i for %o, without a stack', (exitCode, error) => {
    const explained = explain(error);
    expect(explained.exitCode).toBe(exitCode);
    expect(explained.message).toBeTruthy();
    expect(explained.message).not.toContain('    at ');
  });

  it('does not blame the disk for a fault of the program', () => {
    const fault = Object.assign(new Error('no such column: x'), { code: 'SQLITE_ERROR' });
    expect(explain(fault).message).toContain('no such column: x\nThis was not foreseen');
    expect(explain(new StoreBusy('failed', 1, { cause: fault })).message).toContain('no such column: x');
    const write = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' });
    expect(explain(new StoreBusy('failed', 10, { cause: write })).message).toContain('check the disk');
  });

  it('tells that a full disk is the reason', () => {
    expect(explain(new StoreBusy('disk_full', 30)).message).toContain('make room');
  });
});
