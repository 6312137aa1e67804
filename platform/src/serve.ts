import { createPlatform } from './app.js';
import { useOutgoingProxy } from './config/outgoing-proxy.js';
import { withSecretFiles } from './config/secret-files.js';
import { takeSecrets } from './config/secret-variables.js';
import { settingsFrom } from './config/platform.config.js';
import { listen } from './http/server.js';

/**
 * Starts the platform of the process's environment; it ends with SIGINT or SIGTERM.
 * @throws Error whose message says why it cannot start.
 */
export async function serve(): Promise<void> {
  const env = withSecretFiles(takeSecrets());
  const { port, host } = settingsFrom(env);
  useOutgoingProxy(env);
  const app = await createPlatform({ env });
  app.enableShutdownHooks(['SIGINT', 'SIGTERM']);
  await listen(app, port, host);
}
