import { SettingsError } from './settings-error.js';
import type { Variable } from './variable.js';

type Table = Readonly<Record<string, Variable<unknown>>>;

/** What the variables of a table mean. */
export type ValuesOf<Variables extends Table> = {
  readonly [Name in keyof Variables]: Variables[Name] extends Variable<infer Value> ? Value : never;
};

/**
 * Reads the variables of a table; one that is empty is one that is not set.
 * @param secret - names of those whose value never stands in a message.
 * @throws SettingsError that names the variable, says what is wrong with it and shows a right value.
 */
export function readVariables<Variables extends Table>(
  variables: Variables,
  env: NodeJS.ProcessEnv,
  secret: readonly string[] = [],
): ValuesOf<Variables> {
  const values = Object.entries(variables).map(([name, variable]) => {
    const given = env[name] ?? '';
    return [name, given === '' ? variable.standard : valueOf(name, variable, given, secret.includes(name))];
  });
  return Object.fromEntries(values) as ValuesOf<Variables>;
}

function valueOf(name: string, variable: Variable<unknown>, given: string, secret: boolean): unknown {
  const value = variable.read(given);
  if (value !== undefined) return value;
  const shown = secret ? 'something else' : `"${given}"`;
  throw new SettingsError(`${name} must be ${variable.wanted}, such as ${variable.sample}; it is ${shown}.`);
}
