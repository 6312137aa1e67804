import {
  ANNOTATION_PROFILES,
  MAX_RESULT_BYTES,
  type AnnotationProfile,
} from 'anthropic-admin-connector/tools';
import { oneOf, readEnvironment, whole, withDefault } from '../../config/environment.js';
import { ANY_ADDRESS, type PlatformSettings } from '../../config/platform.config.js';

const HOST_NAME = /^(\[[\da-f:.]+\]|[a-z\d.-]+)$/i;

/** Host names separated by commas, without scheme and port. */
const hostNames = (desc: string, example: string) =>
  withDefault<readonly string[]>(
    (text) => {
      const names = text.split(',').map((name) => name.trim().toLowerCase());
      return names.every((name) => HOST_NAME.test(name)) ? names : undefined;
    },
    { desc: `${desc}, without scheme and port, with commas between them`, example, default: [] },
  );

/** The environment variables of MCP servers over HTTP and over standard input and output. */
export const MCP_RESULT_VARIABLES = {
  MCP_MAX_RESULT_BYTES: whole(MAX_RESULT_BYTES.least, 100_000_000, MAX_RESULT_BYTES.default),
};

/** The environment variables of the MCP endpoint. */
export const MCP_VARIABLES = {
  MCP_ALLOWED_HOSTS: hostNames('names that clients may reach the platform by', 'platform.internal,10.0.0.7'),
  MCP_ALLOWED_ORIGINS: hostNames('names of the sites whose pages may call the platform', 'app.example.com'),
  MCP_ANNOTATIONS: oneOf(ANNOTATION_PROFILES, 'spec'),
  ...MCP_RESULT_VARIABLES,
};

/** Injects the settings of the MCP endpoint. */
export const MCP_SETTINGS = Symbol('MCP_SETTINGS');

/** What an operator configures for the MCP endpoint. */
export interface McpSettings {
  /** Where clients reach the platform, if that differs from the Host header they send. */
  readonly publicUrl: URL | undefined;
  /** Names accepted in Host: a page of any other name must not reach a server on this machine. */
  readonly hosts: readonly string[];
  /** Names accepted in Origin. */
  readonly origins: readonly string[];
  readonly annotations: AnnotationProfile;
  /** The most bytes of text in the result of a tool. */
  readonly maxResultBytes: number;
  /** The authorization server that issues tokens; undefined in the demo. */
  readonly authorizationServer: string | undefined;
}

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function mcpSettingsFrom(
  env: NodeJS.ProcessEnv,
  { host, publicUrl, tokens }: Pick<PlatformSettings, 'host' | 'publicUrl' | 'tokens'>,
): McpSettings {
  const values = readEnvironment(MCP_VARIABLES, env);
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
    maxResultBytes: values.MCP_MAX_RESULT_BYTES,
    authorizationServer: URL.canParse(tokens.issuer) ? tokens.issuer : undefined,
  };
}
