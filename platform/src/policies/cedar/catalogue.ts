import { powerOf, type ActionDescription, type MountedConnector } from 'anthropic-admin-connector/kit';
import type { ConnectorDirectory } from '../../connectors/connector-directory.js';
import type { Door } from '../../http/request-context.js';
import { cedarTypeOf, typeOf, type RecordType } from './fields.js';

/** An action as policies see it. */
export interface PolicyAction {
  /** The id, and for a connector other than the first one `<connector>/<id>`. */
  readonly id: string;
  /** The groups that it belongs to: `effect:write`, `resource:users`, `pack:members`. */
  readonly groups: readonly string[];
  /** The fields of its input, without its secrets. */
  readonly input: RecordType;
}

/** The days of a week, as `context.weekday` has them; Monday first. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** Where a call comes in; `platform` is what the platform does by itself. */
export const DOORS: readonly (Door | 'platform')[] = ['rest', 'page', 'mcp', 'drop-in', 'platform'];

/** What the fields of the context with a set of values may be. */
export const CONTEXT_VALUES: Readonly<Record<string, readonly string[]>> = {
  door: DOORS,
  effect: ['read', 'write', 'destructive'],
  weekday: WEEKDAYS,
};

/** The context without the input. */
const CONTEXT = {
  approved: { type: 'Boolean' },
  cleared: { type: 'Set', element: { type: 'String' } },
  door: { type: 'String' },
  effect: { type: 'String' },
  hour: { type: 'Long' },
  weekday: { type: 'String' },
  source: { type: 'Extension', name: 'ipaddr', required: false },
} as const;

/** The names of the fields of the context without the input. */
export const CONTEXT_FIELDS: readonly string[] = Object.keys(CONTEXT);

const PRINCIPALS = ['User', 'Agent'];

/** The connector whose actions have their own ids in policies. */
const FIRST = 'anthropic';

/** The id of an action in policies. */
export const actionIn = (connector: string, actionId: string): string =>
  connector === FIRST ? actionId : `${connector}/${actionId}`;

/** The actions of all connectors as policies see them, made once when they are first needed. */
export class PolicyCatalogue {
  readonly #found = new Map<string, PolicyAction>();
  #actions?: ReadonlyMap<string, PolicyAction>;
  #schema?: object;

  constructor(private readonly directory: Pick<ConnectorDirectory, 'all' | 'has' | 'get'>) {}

  /** One action, without the cost of reading all of them; undefined where there is none. */
  find(connector: string, actionId: string): PolicyAction | undefined {
    const id = actionIn(connector, actionId);
    const known = this.#found.get(id);
    if (known) return known;
    const mounted = this.directory.has(connector) ? this.directory.get(connector) : undefined;
    const description = mounted?.describe(actionId);
    if (!mounted || !description) return undefined;
    const action = policyAction(mounted, description);
    this.#found.set(id, action);
    return action;
  }

  /** By their ids in policies. */
  get actions(): ReadonlyMap<string, PolicyAction> {
    return (this.#actions ??= new Map(
      this.directory.all.flatMap((connector) =>
        connector
          .list({ include: 'all' })
          .flatMap(({ id }) => this.find(connector.id, id) ?? [])
          .map((action) => [action.id, action] as const),
      ),
    ));
  }

  /** The schema of Cedar. */
  get schema(): object {
    return (this.#schema ??= schemaOf([...this.actions.values()]));
  }
}

function policyAction({ id: connector }: MountedConnector, description: ActionDescription): PolicyAction {
  const { id, group, packs, effect, inputSchema, secretInput } = description;
  const type = typeOf(inputSchema);
  const secret = new Set(secretInput);
  const fields = type?.kind === 'record' ? type.fields : {};
  return {
    id: actionIn(connector, id),
    groups: [`effect:${powerOf(effect)}`, `resource:${group.id}`, ...packs.map((pack) => `pack:${pack}`)],
    input: {
      kind: 'record',
      fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !secret.has(name))),
    },
  };
}

function schemaOf(actions: readonly PolicyAction[]): object {
  const groups = new Set(['effect:read', 'effect:write', 'effect:destructive']);
  for (const action of actions) for (const group of action.groups) groups.add(group);
  const own = actions.map(({ id, groups: of, input }): [string, object] => [
    id,
    {
      memberOf: of.map((group) => ({ id: group })),
      appliesTo: {
        principalTypes: PRINCIPALS,
        resourceTypes: ['Connection'],
        context: { type: 'Record', attributes: { ...CONTEXT, input: cedarTypeOf(input) } },
      },
    },
  ]);
  const connection = { connector: { type: 'String' }, name: { type: 'String' } };
  return {
    '': {
      entityTypes: {
        Role: {},
        User: { memberOfTypes: ['Role'] },
        Agent: { memberOfTypes: ['Role'] },
        Connection: { shape: { type: 'Record', attributes: connection } },
      },
      actions: Object.fromEntries([...[...groups].map((group): [string, object] => [group, {}]), ...own]),
    },
  };
}
