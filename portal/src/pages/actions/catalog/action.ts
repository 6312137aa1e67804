/** The JSON Schema keywords that a form uses. */
export interface InputSchema {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, InputSchema>>;
  readonly required?: readonly string[];
  readonly items?: InputSchema;
  readonly anyOf?: readonly InputSchema[];
  readonly additionalProperties?: boolean | InputSchema;
}

/** The group of the operations that require another credential than the one of the connector. */
const FOREIGN = 'other_resources';

/** Whether an action is an operation that requires another credential. */
export const isForeign = ({ group }: Pick<ActionSummary, 'group'>): boolean => group.id === FOREIGN;

/** The input of an action. */
export type ActionInput = Readonly<Record<string, unknown>>;

/** The effect of an action, which distinguishes destructive from other writes; also the permission that it takes. */
export type EffectClass = 'read' | 'write' | 'destructive';

/** The effect of an action. */
export interface Effect {
  readonly kind: 'read' | 'create' | 'update' | 'delete';
  /** True if the API cannot undo it. */
  readonly destructive: boolean;
  /** Set where only inputs in which this field has one of these values cannot be undone. */
  readonly destructiveWhen?: { readonly field: string; readonly is: readonly unknown[] };
  readonly idempotent: boolean;
}

/** An action in the catalogue. */
export interface ActionSummary {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** What it does, for people, where the description advises agents. */
  readonly about?: string;
  /** The resource of the action. */
  readonly group: { readonly id: string; readonly title: string; readonly description: string };
  readonly effect: Effect;
  /** Of an action made of several operations: what all of them take, such as `read` and `write`. */
  readonly powers?: readonly EffectClass[];
  /** False if the Admin API has no such operation. */
  readonly available: boolean;
  readonly beta: boolean;
  /** Other words by which a person may search for it. */
  readonly keywords?: readonly string[];
}

/** A limitation in the catalogue. */
export interface DescribedLimitation {
  readonly id: string;
  /** Set if the action is available except for these fields. */
  readonly fields?: readonly string[];
  /** Set if it applies to every value of these fields. */
  readonly anyValue?: true;
  readonly title: string;
  readonly reason: string;
  readonly workaround: string;
  readonly reference: string;
  readonly credential?: unknown;
  /** Set where running the action can name another one to run instead. */
  readonly hasAlternative?: true;
}

/** The request of an action. */
export interface RequestForm {
  readonly method: string;
  /** With `{param}` for each path parameter. */
  readonly path: string;
  readonly place: Readonly<Record<string, 'path' | 'query' | 'body'>>;
}

/** Everything about one action. */
export interface ActionDescription extends ActionSummary {
  readonly route?: string;
  /** Method, path and the place of each input field; missing for an action of several requests. */
  readonly request?: RequestForm;
  /** For an action without a route: the request that a client would expect. */
  readonly askedAs?: string;
  readonly paging?: string;
  /** Of lists: the field of the response that holds the items. */
  readonly itemsField?: string;
  readonly example: ActionInput;
  /** What running it does to one object: texts and fields of the input, whose names belong there. */
  readonly deed?: readonly (string | { readonly field: string })[];
  /** Its fields have the titles that people read. */
  readonly inputSchema: InputSchema;
  /** Fields of input and response that people call otherwise than by the words of their name. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Hints by the path of a field of the input, in place of its description. */
  readonly inputHints?: Readonly<Record<string, string>>;
  /** Of fields of the input with a set of values: those values in words. */
  readonly inputWords?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Fields of the input that are amounts of money, with their unit. */
  readonly inputUnits?: Readonly<Record<string, 'cents'>>;
  /** Fields of the response that are amounts of the `currency` beside or above them, with their unit. */
  readonly outputUnits?: Readonly<Record<string, 'cents' | 'dollars'>>;
  /** Of fields of the response whose values the API names: those values in words. */
  readonly outputWords?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What null means in a field of the response, where it is not just "none". */
  readonly outputNulls?: Readonly<Record<string, string>>;
  readonly secretInput?: readonly string[];
  readonly secretOutput?: readonly string[];
  readonly limitations: readonly DescribedLimitation[];
}

/** Whether running an action leads to anything: to its result, or to an alternative. */
export const leadsAnywhere = ({ available, limitations }: ActionDescription): boolean =>
  available || limitations.some(({ fields, hasAlternative }) => fields === undefined && hasAlternative);

/** The switches of the tenant. */
export interface Switches {
  readonly read_only: boolean;
  readonly read_only_since?: { readonly by: string; /** RFC 3339. */ readonly at: string };
  readonly off: readonly string[];
}

/** Whether an action can run, and if not, which switch prevents it. */
export type SwitchState = 'on' | 'off' | 'read_only';

/** The switch state of an action; `on` while the switches are unknown. */
export function stateOf({ id, effect }: ActionSummary, switches: Switches | undefined): SwitchState {
  if (switches?.off.includes(id)) return 'off';
  return switches?.read_only && effect.kind !== 'read' ? 'read_only' : 'on';
}

/** A group of actions. */
export interface ActionGroup {
  readonly title: string;
  readonly description: string;
  readonly actions: readonly ActionSummary[];
}

/** Groups actions; groups and actions keep their order. */
export function grouped(actions: readonly ActionSummary[]): readonly ActionGroup[] {
  const groups = new Map(actions.map(({ group }) => [group.id, group]));
  return [...groups.values()].map(({ id, title, description }) => ({
    title,
    description,
    actions: actions.filter(({ group }) => group.id === id),
  }));
}
