import { cleanEnv, EnvError, makeExactValidator, str } from 'envalid';
import { KEY_PATTERN, redactKeys } from 'anthropic-admin-connector/key-format';
import type { CleanedEnv, OptionalValidatorSpec, RequiredValidatorSpec, ValidatorSpec } from 'envalid';

/** An invalid setting, which prevents the platform from starting; the message says what to change. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** What the message about an invalid value needs: what is valid, and one example. */
export interface ValidValue {
  readonly desc?: string;
  readonly example?: string;
}

/** The sentence about an invalid value. `shown` is what it may repeat of the value: nothing of what may be a secret. */
export const invalidValue = (name: string, { desc, example }: ValidValue, shown?: string): string =>
  `${name} must be ${desc}, such as ${example}${shown === undefined ? '' : `; it is ${shown}`}.`;

/** Environment variables by name, each an envalid spec: `desc` is what is valid, `example` shows one value. */
export type Variables = Readonly<Record<string, ValidatorSpec<unknown> & { readonly secret?: boolean }>>;

/** The parsed values of some variables. */
export type ValuesOf<Specs extends Variables> = CleanedEnv<Specs>;

/**
 * Reads and validates environment variables. An empty variable counts as not set.
 * @throws SettingsError that names the first invalid variable, what is valid, and what was given unless it is a secret.
 */
export function readEnvironment<Specs extends Variables>(
  specs: Specs,
  env: NodeJS.ProcessEnv,
): ValuesOf<Specs> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  return cleanEnv(given, specs, {
    reporter: ({ errors }) => {
      const [name] = Object.keys(errors);
      const spec = name === undefined ? undefined : specs[name];
      if (name === undefined || spec === undefined) return;
      throw new SettingsError(invalidValue(name, spec, spec.secret ? 'something else' : shown(given[name])));
    },
  });
}

/** A value in a message, without the user of a URL and without keys that were put into the wrong variable. */
const shown = (value = ''): string =>
  `"${redactKeys(value, { pattern: KEY_PATTERN }).replace(/\/\/[^/?#]*@/g, '//[hidden]@')}"`;

/** Marks a variable whose value must not appear in a message. */
export const secret = <Spec extends ValidatorSpec<unknown>>(
  spec: Spec,
): Spec & { readonly secret: true } => ({
  ...spec,
  secret: true,
});

/** A variable without a default, read by `parse`, which returns undefined for an invalid value. */
export const optional = <Value>(
  parse: (text: string) => Value | undefined,
  valid: ValidValue,
): OptionalValidatorSpec<Value> => validator(parse)({ ...valid, default: undefined });

/** A variable with a default, read by `parse`, which returns undefined for an invalid value. */
export const withDefault = <Value>(
  parse: (text: string) => Value | undefined,
  spec: ValidValue & { readonly default: NonNullable<Value> },
): RequiredValidatorSpec<Value> => validator(parse)(spec);

/** A whole number between two bounds, both included. */
export const whole = (min: number, max: number, standard: number): RequiredValidatorSpec<number> =>
  withDefault((text) => wholeNumber(text, min, max), {
    desc: wholeNumberDesc(min, max),
    example: String(standard),
    default: standard,
  });

/** The number that a text holds; undefined where it is no whole number between two bounds. */
export const wholeNumber = (text: string, min: number, max: number): number | undefined =>
  /^\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined;

/** What is valid for a whole number, as part of a message. */
export const wholeNumberDesc = (min: number, max: number): string => `a whole number from ${min} to ${max}`;

/** One of a few words. */
export const oneOf = <const Word extends string>(
  words: readonly Word[],
  standard: NonNullable<Word>,
): RequiredValidatorSpec<Word> =>
  str({ choices: words, default: standard, desc: `one of ${words.join(', ')}`, example: standard });

/** A text of at least `min` characters without surrounding whitespace. */
export const trimmed =
  (min = 1) =>
  (text: string): string | undefined =>
    text.trim().length >= min ? text.trim() : undefined;

/** An http or https URL without a user, as it was written: no request can be sent to a URL with one. */
export const httpUrl = (text: string): string | undefined => {
  const { protocol, username, password } = URL.canParse(text) ? new URL(text) : {};
  const plain = username === '' && password === '';
  return plain && (protocol === 'https:' || protocol === 'http:') ? text : undefined;
};

/** An http or https URL, as it was written. Unlike `fetch`, the exporter accepts a user in it, and sends it as basic authentication. */
export function collectorUrl(text: string): string | undefined {
  const { protocol } = URL.canParse(text) ? new URL(text) : {};
  return protocol === 'https:' || protocol === 'http:' ? text : undefined;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether requests to a URL are protected: by TLS, or because they do not leave this machine. */
export const isProtected = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));

/** A parser in envalid's form. */
const validator = <Value>(parse: (text: string) => Value | undefined) =>
  makeExactValidator<Value>((text) => {
    const value = parse(text);
    if (value === undefined) throw new EnvError('invalid');
    return value;
  });
