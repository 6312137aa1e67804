/** A JSON Schema, as far as a form looks at it. */
export interface Schema {
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
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
}

/** The input of an action. */
export type Input = Readonly<Record<string, unknown>>;

/** What an action does. */
export interface Effect {
  readonly kind: 'read' | 'create' | 'update' | 'delete';
  /** Something is lost that the API cannot bring back. */
  readonly destructive: boolean;
  readonly idempotent: boolean;
}

/** An action in the catalogue. */
export interface ActionSummary {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** What it belongs to; the same for all actions of one resource. */
  readonly group: { readonly title: string; readonly description: string };
  readonly effect: Effect;
  /** False where the Admin API has no such operation. */
  readonly available: boolean;
  readonly beta: boolean;
}

/** What the API does not offer, as the catalogue tells of it. */
export interface DescribedLimitation {
  readonly id: string;
  /** Set where the action is on offer, and only these fields are not. */
  readonly fields?: readonly string[];
  readonly title: string;
  readonly reason: string;
  readonly workaround: string;
  readonly reference: string;
  readonly credential?: unknown;
}

/** Everything about one action. */
export interface ActionDescription extends ActionSummary {
  readonly route?: string;
  /** Where there is no route: the request that a client would make of it. */
  readonly askedAs?: string;
  readonly paging?: string;
  readonly example: Input;
  readonly inputSchema: Schema;
  readonly secretInput?: readonly string[];
  readonly secretOutput?: readonly string[];
  readonly limitations: readonly DescribedLimitation[];
}

/** What the tenant has switched off. */
export interface Switches {
  readonly read_only: boolean;
  readonly off: readonly string[];
}
