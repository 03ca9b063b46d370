import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] the root of the checkout, if left out
 * @property {Record<string, string>} [env] beside the environment of this process
 * @property {boolean} [quiet] do not show what the program writes
 * @property {number} [timeout] milliseconds after which the program is ended
 */

/**
 * Runs a program, shows what it writes as it comes, and keeps it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ ok: boolean, output: string, ending: string }>} `ending` says how it ended, in words.
 */
export function run(command, args, { cwd = root, env = {}, quiet = false, timeout } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...(process.stdout.isTTY && !quiet ? { FORCE_COLOR: '1' } : {}), ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(timeout ? { timeout, killSignal: 'SIGKILL' } : {}),
      // npm and npx are .cmd files there, which only a shell can run.
      shell: process.platform === 'win32' && /^np[mx]$/.test(command),
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (!quiet) process.stdout.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (!quiet) process.stderr.write(text);
    });
    child.once('error', (error) => resolve({ ok: false, output, ending: error.message }));
    child.once('close', (code, signal) => {
      resolve({ ok: code === 0, output, ending: signal ? `ended by ${signal}` : `exit code ${code}` });
    });
  });
}
