#!/usr/bin/env node
import { takeSecrets } from './config/secret-variables.js';
import { tokenCommand } from './admin/token-command.js';

try {
  process.stdout.write(`${await tokenCommand(process.argv.slice(2), takeSecrets())}\n`);
} catch (error) {
  process.stderr.write(`token: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
