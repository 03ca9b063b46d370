import { EXIT } from './exit-code.js';

/** An end that a person is told of in one paragraph: what is wrong, and what to do. */
export class CliError extends Error {
  override readonly name: string = 'CliError';

  constructor(
    message: string,
    readonly exitCode: number = EXIT.failed,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The command was not used as it is meant. */
export class WrongUse extends CliError {
  override readonly name = 'WrongUse';

  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.wrongUse, options);
  }
}
