import type { ActionDescription, JsonSchema } from 'anthropic-admin-connector';

/** Arguments of a tool that are not fields of its action. */
export const ALL = 'all';
/** See `ALL`. */
export const DRY_RUN = 'dry_run';

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

/** The arguments beside the input that a tool takes: `all` on lists, `dry_run` on writes. */
export function extrasOf({ effect, paging }: ActionDescription): Readonly<Record<string, JsonSchema>> {
  return {
    ...(paging === undefined ? {} : { [ALL]: ALL_SCHEMA }),
    ...(effect.kind === 'read' ? {} : { [DRY_RUN]: DRY_RUN_SCHEMA }),
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
