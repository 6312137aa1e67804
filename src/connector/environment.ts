import { DEFAULT_SETTINGS, PULL_BYTES, type ConnectorSettings } from '../kit/engine/options.js';
import { HTTP_NUMBERS } from '../kit/http/index.js';
import { parseBaseUrl } from '../kit/http/base-url.js';
import { redactKeys } from '../kit/http/redact.js';
import { ANTHROPIC_WIRE } from './wire-profile.js';

interface Variable {
  readonly option: keyof ConnectorSettings;
  readonly sample: string | number;
  /** Bounds of a whole number; a URL if absent. */
  readonly range?: readonly [min: number, max: number];
}

const numberVariable = (option: keyof typeof HTTP_NUMBERS): Variable => ({
  option,
  sample: HTTP_NUMBERS[option].default,
  range: HTTP_NUMBERS[option].configurable,
});

/** The environment variables that an operator sets. */
export const VARIABLES: Readonly<Record<string, Variable>> = {
  ANTHROPIC_BASE_URL: { option: 'baseUrl', sample: ANTHROPIC_WIRE.baseUrl },
  ANTHROPIC_TIMEOUT_MS: { option: 'timeoutMs', sample: DEFAULT_SETTINGS.timeoutMs, range: [100, 3_600_000] },
  ANTHROPIC_REQUEST_TIMEOUT_MS: numberVariable('requestTimeoutMs'),
  ANTHROPIC_MAX_RETRIES: numberVariable('maxRetries'),
  ANTHROPIC_REQUESTS_PER_MINUTE: numberVariable('requestsPerMinute'),
  ANTHROPIC_MAX_WAITING: numberVariable('maxWaiting'),
  ANTHROPIC_SUBJECT_SHARE: numberVariable('subjectShare'),
  ANTHROPIC_MAX_ANSWER_BYTES: numberVariable('maxAnswerBytes'),
  ANTHROPIC_MAX_PULL_BYTES: {
    option: 'maxPullBytes',
    sample: PULL_BYTES.default,
    range: PULL_BYTES.configurable,
  },
  ANTHROPIC_MAX_HELD_BYTES: numberVariable('maxHeldBytes'),
  ANTHROPIC_CONNECTIONS: numberVariable('connections'),
};

/**
 * Reads the connector's settings from the environment; a variable that is empty counts as unset.
 * @throws Error that names the variable, and what is valid.
 */
export function settingsFrom(env: NodeJS.ProcessEnv): Partial<ConnectorSettings> {
  const given = Object.entries(VARIABLES).filter(([name]) => (env[name] ?? '') !== '');
  return Object.fromEntries(
    given.map(([name, variable]) => [variable.option, valueOf(name, variable, env[name] as string)]),
  );
}

function valueOf(name: string, { range, sample }: Variable, text: string): string | number {
  if (!range) {
    parseBaseUrl(text, { name, sample: String(sample), pathPrefix: ANTHROPIC_WIRE.pathPrefix });
    return text;
  }
  const [min, max] = range;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  const shown = redactKeys(text, { pattern: ANTHROPIC_WIRE.keyPattern });
  throw new Error(
    `${name} must be a whole number from ${min} to ${max}, such as ${sample}; it is "${shown}".`,
  );
}
