#!/usr/bin/env node
import { withSecretFiles } from '../../config/secret-files.js';
import { takeSecrets } from '../../config/secret-variables.js';
import { openConnector, serveDesktop } from './desktop.js';
import { STDIO_USAGE, stdioOptionsFrom } from './stdio-options.js';

try {
  const options = stdioOptionsFrom(process.argv.slice(2));
  if (options.help) process.stderr.write(`${STDIO_USAGE}\n`);
  else {
    const connector = await openConnector(withSecretFiles(takeSecrets()));
    await serveDesktop(connector, options);
    // A timer or a half-closed pipe must not keep an orphaned process alive.
    process.exit();
  }
} catch (error) {
  process.stderr.write(`mcp:stdio: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
