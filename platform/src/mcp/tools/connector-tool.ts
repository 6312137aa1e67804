import type { Tool } from '@modelcontextprotocol/server';
import type { ActionDescription, NameOf } from 'anthropic-admin-connector';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import type { Introduced } from '../server-info.js';
import { annotationsOf, type AnnotationProfile } from './annotations.js';
import { outcomeSchemaOf } from './outcome-schema.js';
import { scopeOf } from '../../permissions/permissions.js';
import type { JsonSchema } from 'anthropic-admin-connector';
import { IDEMPOTENCY_KEY_FORM } from '../../connectors/idempotency-key.js';

/** The part of a connector that tools are made from. */
export type ToolSource = Pick<MountedConnector, 'describe' | 'invokeById' | 'list' | 'planById'> & {
  readonly manifest: Introduced;
};

/** Returns the tool name of an action: the connector's id, an underscore and the action's id. */
export const toolNameOf = (connectorId: string, actionId: string): string => `${connectorId}_${actionId}`;

/** Names the actions of a connector by their tools. */
export const toolNamesOf =
  (connectorId: string): NameOf =>
  (actionId) =>
    toolNameOf(connectorId, actionId);

/** An action as a tool. */
export class ConnectorTool {
  readonly name: string;
  readonly actionId: string;
  /** The scope that a token needs to list and call the tool. */
  readonly scope: string;
  /** Names of the arguments that are not fields of the action. */
  readonly extras: readonly string[];
  #listing: Tool | undefined;

  constructor(
    readonly source: ToolSource,
    private readonly action: ActionDescription,
    private readonly profile: AnnotationProfile,
  ) {
    const { id } = source.manifest;
    this.actionId = action.id;
    this.name = toolNameOf(id, action.id);
    this.scope = scopeOf(id, action.effect);
    this.extras = Object.keys(extrasOf(action));
  }

  /** The entry of `tools/list`, created on first use because some tools are never listed. */
  get listing(): Tool {
    const { title, description, effect, outputSchema } = this.action;
    return (this.#listing ??= {
      name: this.name,
      title,
      description,
      inputSchema: inputSchemaOf(this.action),
      outputSchema: outcomeSchemaOf(outputSchema),
      annotations: annotationsOf(title, effect, this.profile),
    });
  }
}

/** Arguments of a tool that are not fields of its action. */
const ALL = 'all';
const DRY_RUN = 'dry_run';
const IDEMPOTENCY_KEY = 'idempotency_key';

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

/** Returns the additional arguments of a tool: `all` on lists, `dry_run` and `idempotency_key` on writes. */
export function extrasOf({ effect, paging }: ActionDescription): Readonly<Record<string, JsonSchema>> {
  return {
    ...(paging === undefined ? {} : { [ALL]: ALL_SCHEMA }),
    ...(effect.kind === 'read'
      ? {}
      : { [DRY_RUN]: DRY_RUN_SCHEMA, [IDEMPOTENCY_KEY]: IDEMPOTENCY_KEY_SCHEMA }),
  };
}

/**
 * Returns the schema of a tool's arguments: the input of the action and the additional arguments.
 * @throws Error if a field of the action has the name of an additional argument
 */
export function inputSchemaOf(action: ActionDescription): JsonSchema & { type: 'object' } {
  // The protocol presumes 2020-12; older clients fail on a dialect that they do not know.
  const { $schema: _, properties = {}, ...rest } = action.inputSchema as { properties?: object } & JsonSchema;
  const extras = extrasOf(action);
  const twice = Object.keys(extras).find((name) => Object.hasOwn(properties, name));
  if (twice !== undefined)
    throw new Error(`The field "${twice}" of ${action.id} is an argument of its tool.`);
  return { ...rest, type: 'object', properties: { ...properties, ...extras } };
}

/** The arguments of a call, split into the action's input and the additional arguments. */
export interface ToolArguments {
  readonly input: object;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly idempotencyKey?: string;
}

/**
 * Splits the arguments of a call.
 * @throws RangeError if an additional argument is not valid
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
    `The argument ${IDEMPOTENCY_KEY} must be 1 to 255 printable ASCII characters without spaces, such as a UUID.`,
  );
}
