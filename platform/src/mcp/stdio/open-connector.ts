import { AnthropicConnector, settingsFrom, type SaveResult } from 'anthropic-admin-connector';
import { SettingsError } from '../../config/environment.js';

/** The variable that holds the key. */
export const KEY_VARIABLE = 'ANTHROPIC_ADMIN_KEY';

/** Whom a desktop client acts for: there is one person, and one key. */
export const DESKTOP = { tenantId: 'desktop', name: 'default' } as const;

/**
 * Makes a connector of this process, with the key that the environment holds.
 * @throws SettingsError that says what is wrong with the key, without any part of it.
 */
export async function openConnector(env: NodeJS.ProcessEnv): Promise<AnthropicConnector> {
  const connector = new AnthropicConnector({ ...settingsFrom(env), onInternalError: report });
  const result = await connector.connections.save({
    ...DESKTOP,
    apiKey: env[KEY_VARIABLE],
    actor: 'desktop',
  });
  if (result.status === 'saved') return connector;
  await connector.close();
  throw new SettingsError(`${KEY_VARIABLE}: ${reasonOf(result)}`);
}

const reasonOf = (result: SaveResult): string =>
  'problem' in result
    ? `${result.problem.message} ${result.problem.fix}`
    : `it was not kept (${result.status}).`;

const report = (error: unknown): void => {
  process.stderr.write(`mcp:stdio: ${error instanceof Error ? error.stack : typeof error}\n`);
};
