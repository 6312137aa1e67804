#!/usr/bin/env node
import { withSecretFiles } from './config/secret-files.js';
import { takeSecrets } from './config/secret-variables.js';
import { signInLinkCommand } from './admin/sign-in-link-command.js';

try {
  process.stdout.write(`${await signInLinkCommand(process.argv.slice(2), withSecretFiles(takeSecrets()))}\n`);
} catch (error) {
  process.stderr.write(`sign-in-link: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
