import { takeSecrets } from '../config/secret-variables.js';
import { asCalledHere } from './cli/called-as.js';
import { runCli } from './cli/run-cli.js';
import { COMMANDS } from './commands.js';

/** Runs an operator's command with the environment and the streams of the process, and returns the exit code of `runCli`. */
export function runAdmin(args: readonly string[]): Promise<number> {
  const { stdout, stderr } = process;
  return runCli(COMMANDS, args, { env: takeSecrets(), stdout, stderr, inWords: asCalledHere });
}
