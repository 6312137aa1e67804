import type { JsonSchema } from '../kit/catalog/json-schema.js';
import { IDEMPOTENCY_KEY_FORM, type InvocationContext } from '../kit/engine/context.js';
import type { ActionDescription } from '../kit/engine/describe.js';

const ALL_SCHEMA = {
  type: 'boolean',
  description:
    'true reads the whole list, page after page, in place of one page. Prefer filters and a page where they answer the question.',
};

const DRY_RUN_SCHEMA = {
  anyOf: [{ type: 'boolean' }, { type: 'string', enum: ['plan'] }],
  description:
    'true checks the call and changes nothing: the answer is the request that would have gone out. "plan" also reads what it would do.',
};

const IDEMPOTENCY_KEY_SCHEMA = {
  type: 'string',
  pattern: IDEMPOTENCY_KEY_FORM.source,
  description:
    'A name of your own for this one change, such as a UUID. The same call again with the same name is not sent twice: it gets the first outcome.',
};

/** The arguments of an MCP tool that are no fields of its action: `all` on lists, `dry_run` and `idempotency_key` on writes. */
export function extraArguments({
  effect,
  paging,
}: Pick<ActionDescription, 'effect' | 'paging'>): Readonly<Record<string, JsonSchema>> {
  return {
    ...(paging === undefined ? {} : { all: ALL_SCHEMA }),
    ...(effect.kind === 'read' ? {} : { dry_run: DRY_RUN_SCHEMA, idempotency_key: IDEMPOTENCY_KEY_SCHEMA }),
  };
}

/** The arguments of a call, split into the input of the action and what the additional arguments set in its context. */
export interface SplitArguments extends Pick<InvocationContext, 'all' | 'idempotencyKey'> {
  readonly input: unknown;
  /** Whether to plan the call instead of running it; `plan` with its consequences. */
  readonly dryRun?: boolean | 'plan';
}

/** An argument that a tool cannot be run with. */
export class WrongArgument extends Error {
  override readonly name = 'WrongArgument';

  constructor(
    /** Name of the argument; empty for the arguments as a whole. */
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Splits the arguments of a call.
 * @param names - of the additional arguments of the tool
 * @throws WrongArgument
 */
export function splitArguments(given: object, names: readonly string[]): SplitArguments {
  const entries = Object.entries(given);
  const extras: Record<string, unknown> = Object.fromEntries(
    entries.filter(([name]) => names.includes(name)),
  );
  const { all, dry_run: dryRun, idempotency_key: idempotencyKey } = extras;
  return {
    input: Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
    ...(all === undefined ? {} : { all: flag('all', all) }),
    ...(dryRun === undefined
      ? {}
      : { dryRun: dryRun === 'plan' ? dryRun : flag('dry_run', dryRun, 'true, false or "plan"') }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey: validKey(idempotencyKey) }),
  };
}

function flag(name: string, value: unknown, values = 'true or false'): boolean {
  if (typeof value === 'boolean') return value;
  throw new WrongArgument(name, `The argument ${name} must be ${values}.`);
}

function validKey(value: unknown): string {
  if (typeof value === 'string' && IDEMPOTENCY_KEY_FORM.test(value)) return value;
  throw new WrongArgument(
    'idempotency_key',
    'The argument idempotency_key must be 1 to 255 printable ASCII characters without spaces, such as a UUID.',
  );
}
