import { HTTP_NUMBERS, type HttpNumber } from '../kit/http/index.js';
import type { ConnectorSettings } from './connector-options.js';
import { ANTHROPIC_WIRE } from './wire-profile.js';

interface Variable {
  readonly option: keyof ConnectorSettings;
  readonly sample: string;
  /** Bounds of a whole number; a text where left out. */
  readonly range?: readonly [min: number, max: number];
}

const httpNumber = (option: HttpNumber): Variable => {
  const { default: standard, configurable: range } = HTTP_NUMBERS[option];
  return { option, sample: String(standard), range };
};

/** The environment variables that an operator sets. */
export const VARIABLES: Readonly<Record<string, Variable>> = {
  ANTHROPIC_BASE_URL: { option: 'baseUrl', sample: ANTHROPIC_WIRE.baseUrl },
  ANTHROPIC_TIMEOUT_MS: { option: 'timeoutMs', sample: '30000', range: [100, 3_600_000] },
  ANTHROPIC_REQUEST_TIMEOUT_MS: httpNumber('requestTimeoutMs'),
  ANTHROPIC_MAX_RETRIES: httpNumber('maxRetries'),
  ANTHROPIC_REQUESTS_PER_MINUTE: httpNumber('requestsPerMinute'),
  ANTHROPIC_MAX_ANSWER_BYTES: httpNumber('maxAnswerBytes'),
  ANTHROPIC_CONNECTIONS: httpNumber('connections'),
};

/**
 * Reads the settings that the environment gives.
 * @throws Error that names the variable, says what is wrong with it and shows a right value.
 */
export function settingsFrom(env: NodeJS.ProcessEnv): Partial<ConnectorSettings> {
  const given = Object.entries(VARIABLES).filter(([name]) => (env[name] ?? '') !== '');
  return Object.fromEntries(
    given.map(([name, variable]) => [variable.option, valueOf(name, variable, env[name] as string)]),
  );
}

function valueOf(name: string, { range, sample }: Variable, text: string): string | number {
  if (!range) return checkedUrl(name, sample, text);
  const [min, max] = range;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new Error(
    `${name} must be a whole number from ${min} to ${max}, such as ${sample}; it is "${text}".`,
  );
}

function checkedUrl(name: string, sample: string, text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new Error(`${name} must be a URL such as ${sample}; it is "${text}".`);
}
