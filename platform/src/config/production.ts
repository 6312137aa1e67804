import { readEnvironment, SettingsError } from './environment.js';
import {
  isProduction,
  notSet,
  requireProtected,
  requirePublicUrl,
  tokenKeysFrom,
  VARIABLES,
  type Values,
} from './platform.config.js';
import { weaknessOf } from './weak-secret.js';

/** What a setting must be in production. */
const PRODUCTION_RULES: readonly ((values: Values, env: NodeJS.ProcessEnv) => void)[] = [
  requirePublicUrl,
  (values) => requireProtected('PLATFORM_JWKS_URL', values),
  (values) => requireProtected('PLATFORM_PUBLIC_URL', values),
  (values) => void tokenKeysFrom(values, true),
  (_, { PLATFORM_JWT_SECRET: secret = '' }) => {
    const weakness = secret === '' ? undefined : weaknessOf(secret.trim());
    if (weakness === undefined) return;
    throw new SettingsError(
      `PLATFORM_JWT_SECRET ${weakness}. Set it to the output of: openssl rand -base64 48`,
    );
  },
  (_, { NODE_ENV = '' }) => {
    if (isProduction(NODE_ENV)) return;
    throw new SettingsError('NODE_ENV must be production: otherwise the keys of the demo are accepted.');
  },
  (_, env) => {
    if (env['PLATFORM_ENVIRONMENT']) return;
    const { desc } = VARIABLES.PLATFORM_ENVIRONMENT;
    throw notSet('PLATFORM_ENVIRONMENT', 'before the first key is saved', { desc, example: 'production' });
  },
  ({ PLATFORM_JWT_MAX_AGE_S: age }) => {
    if (age === undefined)
      throw notSet('PLATFORM_JWT_MAX_AGE_S', 'to end leaked tokens, whatever their exp says,');
  },
];

/** What the settings are not as they should be in production, each as a sentence that names the variable and shows a valid value. */
export function productionFaults(env: NodeJS.ProcessEnv): readonly string[] {
  const invalid = Object.entries(VARIABLES).flatMap(([name, spec]) =>
    faultOf(() => readEnvironment({ [name]: spec }, env)).map((message) => ({ name, message })),
  );
  const names = invalid.map(({ name }) => name);
  const others = Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
  const values = readEnvironment(VARIABLES, others);
  return [
    ...invalid.map(({ message }) => message),
    ...PRODUCTION_RULES.flatMap((rule) => faultOf(() => rule(values, others))).filter(
      (message) => !names.some((name) => message.includes(name)),
    ),
  ];
}

/**
 * Refuses settings that are not as they should be in production.
 * @throws SettingsError about the first one; `doctor --production` lists all.
 */
export function requireProduction(env: NodeJS.ProcessEnv): void {
  const [fault] = productionFaults(env);
  if (fault !== undefined) throw new SettingsError(fault);
}

/** The message of the `SettingsError` that `work` throws. */
function faultOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return [error.message];
    throw error;
  }
}
