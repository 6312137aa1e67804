import { ANY_ADDRESS } from '../config/any-address.js';
import { readVariables } from '../config/read-variables.js';
import type { PlatformSettings } from '../config/settings.js';
import { SettingsError } from '../config/settings-error.js';
import { MCP_VARIABLES } from '../mcp/http/mcp-variables.js';

/**
 * Where browsers reach the page: the URL that is given, the public one, or the address that the platform listens on.
 * @throws SettingsError where that is no URL.
 */
export function portalUrl(
  given: string | undefined,
  env: NodeJS.ProcessEnv,
  { host, port }: Pick<PlatformSettings, 'host' | 'port'>,
): URL {
  const { PLATFORM_PUBLIC_URL } = readVariables(
    { PLATFORM_PUBLIC_URL: MCP_VARIABLES.PLATFORM_PUBLIC_URL },
    env,
  );
  const address = `http://${ANY_ADDRESS.includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
  const text = given ?? PLATFORM_PUBLIC_URL ?? address;
  if (!URL.canParse(text) || !/^https?:/.test(text)) {
    throw new SettingsError(
      `--url must be an http or https URL, such as http://127.0.0.1:3000; it is "${text}".`,
    );
  }
  return new URL(text.replace(/\/?$/, '/'));
}
