import { ALL, DRY_RUN } from './tools/tool-input.js';

/** The arguments of a call, taken apart. */
export interface ToolArguments {
  readonly input: object;
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

/**
 * Takes the arguments that are not fields of the action out of the others.
 * @throws RangeError where one of them is neither true nor false.
 */
export function toolArgumentsFrom(
  given: Readonly<Record<string, unknown>>,
  extras: readonly string[],
): ToolArguments {
  const flags = Object.fromEntries(
    extras.filter((name) => Object.hasOwn(given, name)).map((name) => [name, flag(name, given[name])]),
  );
  const input = Object.fromEntries(Object.entries(given).filter(([name]) => !extras.includes(name)));
  return { input, all: flags[ALL], dryRun: flags[DRY_RUN] };
}

function flag(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new RangeError(`The argument ${name} must be true or false.`);
}
