#!/usr/bin/env node
import { createPlatform } from './app.js';
import { useOutgoingProxy } from './config/outgoing-proxy.js';
import { settingsFrom } from './config/platform.config.js';
import { listen } from './http/server.js';

try {
  const { port, host } = settingsFrom(process.env);
  useOutgoingProxy(process.env);
  const app = await createPlatform();
  app.enableShutdownHooks(['SIGINT', 'SIGTERM']);
  await listen(app, port, host);
} catch (error) {
  process.stderr.write(
    `anthropic-admin-platform: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
