import type { ActionDescription, JsonSchema } from 'anthropic-admin-connector';
import { IDEMPOTENCY_KEY_FORM } from '../../connectors/invocation-headers.js';

/** Arguments of a tool that are not fields of its action. */
export const ALL = 'all';
/** See `ALL`. */
export const DRY_RUN = 'dry_run';
/** See `ALL`. */
export const IDEMPOTENCY_KEY = 'idempotency_key';

const ALL_SCHEMA = {
  type: 'boolean',
  description:
    'true reads the whole list, page after page, in place of one page. Prefer filters and a page where they answer the question.',
};

const DRY_RUN_SCHEMA = {
  type: 'boolean',
  description:
    'true checks everything and sends nothing: the answer is the request that would have gone out.',
};

const IDEMPOTENCY_KEY_SCHEMA = {
  type: 'string',
  pattern: IDEMPOTENCY_KEY_FORM.source,
  description:
    'A name of your own for this one change, such as a UUID. The same call again with the same name is not sent twice: it gets the first outcome.',
};

/** The arguments beside the input that a tool takes: `all` on lists, `dry_run` and `idempotency_key` on writes. */
export function extrasOf({ effect, paging }: ActionDescription): Readonly<Record<string, JsonSchema>> {
  return {
    ...(paging === undefined ? {} : { [ALL]: ALL_SCHEMA }),
    ...(effect.kind === 'read'
      ? {}
      : { [DRY_RUN]: DRY_RUN_SCHEMA, [IDEMPOTENCY_KEY]: IDEMPOTENCY_KEY_SCHEMA }),
  };
}

/**
 * The schema of a tool's arguments: the input of the action, and the arguments beside it.
 * @throws Error where an action has a field of such a name.
 */
export function inputSchemaOf(action: ActionDescription): JsonSchema & { type: 'object' } {
  // 2020-12 is what the protocol presumes; older clients fail on a dialect that is named and not known.
  const { $schema: _, properties = {}, ...rest } = action.inputSchema as { properties?: object } & JsonSchema;
  const extras = extrasOf(action);
  const twice = Object.keys(extras).find((name) => Object.hasOwn(properties, name));
  if (twice !== undefined)
    throw new Error(`The field "${twice}" of ${action.id} is an argument of its tool.`);
  return { ...rest, type: 'object', properties: { ...properties, ...extras } };
}
