#!/usr/bin/env node
import { createPlatform } from './app.js';
import { useOutgoingProxy } from './config/outgoing-proxy.js';
import { withSecretFiles } from './config/secret-files.js';
import { takeSecrets } from './config/secret-variables.js';
import { settingsFrom } from './config/platform.config.js';
import { listen } from './http/server.js';

try {
  const env = withSecretFiles(takeSecrets());
  const { port, host } = settingsFrom(env);
  useOutgoingProxy(env);
  const app = await createPlatform({ env });
  app.enableShutdownHooks(['SIGINT', 'SIGTERM']);
  await listen(app, port, host);
} catch (error) {
  process.stderr.write(
    `anthropic-admin-platform: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
