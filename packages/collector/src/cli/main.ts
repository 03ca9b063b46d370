import { explain } from './explain.js';
import { createProgram } from './program.js';

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  await createProgram().parseAsync();
} catch (error) {
  const { message, exitCode } = explain(error);
  if (message !== undefined) process.stderr.write(`footfall: ${message}\n`);
  if (process.env.FOOTFALL_DEBUG) console.error(error);
  process.exitCode = exitCode;
}
