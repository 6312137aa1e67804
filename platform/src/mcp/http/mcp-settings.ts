import { ANY_ADDRESS } from '../../config/any-address.js';
import type { PlatformSettings } from '../../config/settings.js';
import { readVariables } from '../../config/read-variables.js';
import type { AnnotationProfile } from '../tools/annotations.js';
import { MCP_VARIABLES } from './mcp-variables.js';

/** Injects the settings of the MCP endpoint. */
export const MCP_SETTINGS = Symbol('MCP_SETTINGS');

/** What an operator sets of the MCP endpoint. */
export interface McpSettings {
  /** Where clients reach the platform, where that is not what they write into Host. */
  readonly publicUrl: URL | undefined;
  /** Names that Host and Origin may have; a page of any other name must not reach a server on this machine. */
  readonly hosts: readonly string[];
  readonly origins: readonly string[];
  readonly annotations: AnnotationProfile;
  /** Who makes the tokens, where that is a server and not the demo. */
  readonly authorizationServer: string | undefined;
}

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Reads the settings that the environment gives.
 * @throws SettingsError that names the variable, says what is wrong with it and shows a right value.
 */
export function mcpSettingsFrom(
  env: NodeJS.ProcessEnv,
  { host, tokens }: Pick<PlatformSettings, 'host' | 'tokens'>,
): McpSettings {
  const values = readVariables(MCP_VARIABLES, env);
  const publicUrl =
    values.PLATFORM_PUBLIC_URL === undefined ? undefined : new URL(values.PLATFORM_PUBLIC_URL);
  const own = [
    ...LOCAL,
    ...(ANY_ADDRESS.includes(host) ? [] : [host]),
    ...(publicUrl ? [publicUrl.hostname] : []),
  ];
  return {
    publicUrl,
    hosts: [...own, ...values.MCP_ALLOWED_HOSTS],
    origins: [...own, ...values.MCP_ALLOWED_ORIGINS],
    annotations: values.MCP_ANNOTATIONS,
    authorizationServer: URL.canParse(tokens.issuer) ? tokens.issuer : undefined,
  };
}
