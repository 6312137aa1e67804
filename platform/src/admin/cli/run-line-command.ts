import { withSecretFiles } from '../../config/secret-files.js';
import { takeSecrets } from '../../config/secret-variables.js';
import { maskKeys } from '../../security/text.js';
import { UsageError } from './admin-command.js';
import { asCalledHere } from './called-as.js';

/** Runs a program that prints one line, with the arguments and the environment of the process; its exit codes are those of `runCli`. */
export async function runLineCommand(
  name: string,
  command: (args: string[], env: NodeJS.ProcessEnv) => Promise<string>,
): Promise<void> {
  const args = process.argv.slice(2);
  try {
    const said = await command(args, withSecretFiles(takeSecrets()));
    process.stdout.write(`${asCalledHere(said)}\n`);
  } catch (error) {
    const message = maskKeys(asCalledHere(error instanceof Error ? error.message : String(error)));
    process.stderr.write(`${name}: ${message}\n`);
    if (args.includes('--json'))
      process.stdout.write(`${JSON.stringify({ ok: false, error: message }, undefined, 2)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
