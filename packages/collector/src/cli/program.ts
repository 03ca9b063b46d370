import { Command } from 'commander';
import { sayIssuesPlainly } from '../http/issue-words.js';
import { VERSION } from '../version.js';
import { addBackup } from './backup.js';
import { addDemo } from './demo.js';
import { EXIT_CODES } from './exit-code.js';
import { addExport } from './export.js';
import { addImport } from './import.js';
import { addKey } from './key.js';
import { addRebuild } from './rebuild.js';
import { addRestore } from './restore.js';
import { addRetention } from './retention.js';
import { addServe } from './serve.js';
import { addSite } from './site.js';

/** The whole command line. Nothing runs until it is given arguments. */
export function createProgram(): Command {
  sayIssuesPlainly();
  const program = new Command('footfall')
    .description('Footfall: self-hosted analytics for online shops.')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('"footfall --help" or "footfall <command> --help" shows how it is meant.');
  addServe(program);
  addImport(program);
  addExport(program);
  addRebuild(program);
  addRetention(program);
  addBackup(program);
  addRestore(program);
  addDemo(program);
  addSite(program);
  addKey(program);
  program.addHelpText(
    'afterAll',
    `
Settings are options or variables: FOOTFALL_DATA, FOOTFALL_PORT, FOOTFALL_HOST, FOOTFALL_ADMIN_KEY, FOOTFALL_DEV,
FOOTFALL_STORE, FOOTFALL_TRUST_PROXY, FOOTFALL_WATCH. FOOTFALL_DEBUG=1 shows where an error happened.
${EXIT_CODES}
`,
  );
  return program;
}
