#!/usr/bin/env node
import { withSecretFiles } from './config/secret-files.js';
import { takeSecrets } from './config/secret-variables.js';
import { asCalledHere } from './admin/cli/called-as.js';
import { tokenCommand } from './admin/token-command.js';

try {
  const said = await tokenCommand(process.argv.slice(2), withSecretFiles(takeSecrets()));
  process.stdout.write(`${asCalledHere(said)}\n`);
} catch (error) {
  process.stderr.write(asCalledHere(`token: ${error instanceof Error ? error.message : String(error)}\n`));
  process.exitCode = 1;
}
