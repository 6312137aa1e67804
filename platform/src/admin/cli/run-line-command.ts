import { withSecretFiles } from '../../config/secret-files.js';
import { takeSecrets } from '../../config/secret-variables.js';
import { UsageError } from './admin-command.js';
import { asCalledHere } from './called-as.js';

/** Runs a program that prints one line, with the arguments and the environment of the process; its exit codes are those of `runCli`. */
export async function runLineCommand(
  name: string,
  command: (args: string[], env: NodeJS.ProcessEnv) => Promise<string>,
): Promise<void> {
  try {
    const said = await command(process.argv.slice(2), withSecretFiles(takeSecrets()));
    process.stdout.write(`${asCalledHere(said)}\n`);
  } catch (error) {
    process.stderr.write(
      asCalledHere(`${name}: ${error instanceof Error ? error.message : String(error)}\n`),
    );
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
