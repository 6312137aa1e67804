#!/usr/bin/env node
import { withSecretFiles } from './config/secret-files.js';
import { takeSecrets } from './config/secret-variables.js';
import { tokenCommand } from './admin/token-command.js';

try {
  process.stdout.write(`${await tokenCommand(process.argv.slice(2), withSecretFiles(takeSecrets()))}\n`);
} catch (error) {
  process.stderr.write(`token: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
