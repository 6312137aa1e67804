import { ANCHOR_VARIABLES } from '../../audit/anchors/anchors.config.js';
import { ARCHIVE_VARIABLES } from '../../audit/archive/archive-settings.js';
import { CHECK_VARIABLES } from '../../checks/checks.config.js';
import { isProtected, readEnvironment, SettingsError, type Variables } from '../../config/environment.js';
import { productionFaults } from '../../config/production.js';
import { DATABASE_VARIABLES } from '../../config/database.config.js';
import { SERVER_VARIABLES } from '../../http/server.config.js';
import { KEY_SERVICE_VARIABLES } from '../../keys/key-services.js';
import { THROTTLE_VARIABLES } from '../../limits/throttle/throttle.config.js';
import { MCP_VARIABLES } from '../../mcp/http/mcp.config.js';
import { PORTAL_VARIABLES } from '../../sessions/portal.config.js';
import { TRACING_VARIABLES } from '../../tracing/tracing.config.js';
import type { Finding } from './finding.js';

/** The variables of the features; those of the platform have rules of their own. */
const FEATURES: Variables = {
  ...MCP_VARIABLES,
  ...PORTAL_VARIABLES,
  ...CHECK_VARIABLES,
  ...ANCHOR_VARIABLES,
  ...ARCHIVE_VARIABLES,
  ...THROTTLE_VARIABLES,
  ...SERVER_VARIABLES,
  ...DATABASE_VARIABLES,
  ...TRACING_VARIABLES,
  ...KEY_SERVICE_VARIABLES,
};

/** What the settings are not as they should be in production. No message repeats a secret. */
export function productionFindings(env: NodeJS.ProcessEnv): Finding[] {
  const problems = [
    ...productionFaults(env),
    ...featureFaults(env),
    ...weakPassword(env),
    ...openDatabase(env),
  ];
  const notes = variablesWithKeys(env);
  if (problems.length + notes.length === 0) {
    return [{ level: 'ok', about: 'settings', message: 'as they should be in production' }];
  }
  return [
    ...problems.map((message): Finding => ({ level: 'problem', about: 'settings', message })),
    ...notes.map((message): Finding => ({ level: 'note', about: 'settings', message })),
  ];
}

const featureFaults = (env: NodeJS.ProcessEnv): string[] =>
  Object.entries(FEATURES).flatMap(([name, spec]) => {
    try {
      readEnvironment({ [name]: spec }, env);
      return [];
    } catch (error) {
      if (error instanceof SettingsError) return [error.message];
      throw error;
    }
  });

const LEAST_PASSWORD = 16;

function weakPassword({ DATABASE_URL: text }: NodeJS.ProcessEnv): string[] {
  const { hostname, username, password } = urlOf(text) ?? {};
  // Without a password the server authenticates in another way, such as by a certificate.
  if (!hostname || !password) return [];
  const plain = decodeURIComponent(password);
  if (plain.length >= LEAST_PASSWORD && plain !== username && new Set(plain).size >= LEAST_PASSWORD / 2)
    return [];
  return [
    `The password in DATABASE_URL must have ${LEAST_PASSWORD} random characters or more, such as the output of: openssl rand -hex 24`,
  ];
}

function openDatabase({ DATABASE_URL: text }: NodeJS.ProcessEnv): string[] {
  const url = urlOf(text);
  if (!url?.hostname) return [];
  const local = isProtected(new URL(`http://${url.host}`));
  const mode = url.searchParams.get('sslmode') ?? 'disable';
  if (local || /^(verify-(ca|full)|require)$/.test(mode)) return [];
  return [`DATABASE_URL reaches ${url.hostname} without TLS. Add sslmode=verify-full to its query.`];
}

const urlOf = (text = ''): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

const variablesWithKeys = (env: NodeJS.ProcessEnv): string[] =>
  env['CREDENTIAL_KEYS']?.trim()
    ? [
        'CREDENTIAL_KEYS holds keys, which the system shows in /proc as long as the process runs. CREDENTIAL_KEYS_FILE or a key service does not.',
      ]
    : [];
