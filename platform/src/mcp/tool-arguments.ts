import { IDEMPOTENCY_KEY_FORM } from '../connectors/invocation-headers.js';
import { ALL, DRY_RUN, IDEMPOTENCY_KEY } from './tools/tool-input.js';

/** The arguments of a call, taken apart. */
export interface ToolArguments {
  readonly input: object;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly idempotencyKey?: string;
}

/**
 * Takes the arguments that are not fields of the action out of the others.
 * @throws RangeError where one of them has not the form that it should have.
 */
export function toolArgumentsFrom(
  given: Readonly<Record<string, unknown>>,
  extras: readonly string[],
): ToolArguments {
  const input = Object.fromEntries(Object.entries(given).filter(([name]) => !extras.includes(name)));
  const valueOf = (name: string): unknown =>
    extras.includes(name) && Object.hasOwn(given, name) ? given[name] : undefined;
  return {
    input,
    all: flag(ALL, valueOf(ALL)),
    dryRun: flag(DRY_RUN, valueOf(DRY_RUN)),
    idempotencyKey: idempotencyKey(valueOf(IDEMPOTENCY_KEY)),
  };
}

function flag(name: string, value: unknown): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw new RangeError(`The argument ${name} must be true or false.`);
}

function idempotencyKey(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && IDEMPOTENCY_KEY_FORM.test(value)) return value;
  throw new RangeError(
    `The argument ${IDEMPOTENCY_KEY} must be 1 to 255 printable ASCII characters without blanks, such as a UUID.`,
  );
}
