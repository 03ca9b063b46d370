/** What the command ends with, so that scripts can tell. Documented in each `--help`. */
export const EXIT = {
  done: 0,
  failed: 1,
  wrongUse: 2,
  rowsRefused: 3,
  portUnavailable: 4,
  dataUnusable: 5,
  interrupted: 130,
} as const;

export const EXIT_CODES = `Exit codes: ${EXIT.done} done · ${EXIT.failed} failed · ${EXIT.wrongUse} wrong use · ${EXIT.rowsRefused} done, but rows were refused
            ${EXIT.portUnavailable} port not available · ${EXIT.dataUnusable} data folder cannot be used · ${EXIT.interrupted} interrupted`;
