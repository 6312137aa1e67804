import type { LimitationId } from '../limitations/index.js';
import type { ActionSteps } from './action-handler.js';
import type { ApiSchemaName } from './api-types.generated.js';
import type { Effect } from './effects.js';

/** A class whose class-validator decorators describe an input. */
export interface InputClass<Input extends object = object> {
  new (): Input;
  /** Set where an input of any shape is taken, unchecked. */
  readonly anyField?: true;
}

/** Verbs the Admin API uses. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The `{names}` inside a route template: `'/a/{x}/b/{y}'` gives `'x' | 'y'`. */
export type PathParams<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParams<Rest>
  : never;

/** An action to run next, with its input ready. */
export interface ReadyAction {
  readonly actionId: string;
  readonly input: Readonly<Record<string, unknown>>;
}

interface Declaration<Id extends string, Input extends object> {
  /** `<group>_<verb>` in snake_case. */
  readonly id: Id;
  /** Imperative, one line, no full stop. */
  readonly title: string;
  /** When to use it, what to use instead, what it changes: for a person or an agent. */
  readonly description: string;
  readonly input: InputClass<Input>;
  /** A valid input: the sample in the docs and the portal, and one test per action. */
  readonly example: NoInfer<Input>;
  readonly effect: Effect;
  /** Fields of the input that hold secrets of the caller: they go to the API, and into no log, audit or store. */
  readonly secretInput?: readonly string[];
}

/** How the API pages a list. */
export type Paging = 'id_cursor' | 'page_cursor' | 'report_page';

/** The most buckets that one page of a report holds, by bucket width. */
export type BucketCaps = Readonly<Record<string, number>>;

/** An operation that goes to the Admin API. */
export interface HttpAction<
  Id extends string = string,
  Input extends object = object,
  Path extends string = string,
  Output extends ApiSchemaName = ApiSchemaName,
> extends Declaration<Id, Input> {
  /** Id of the operation in `contract/operations.json`. */
  readonly operation: string;
  /** Path parameters first; what is left goes to the query of GET and DELETE, to the body otherwise. */
  readonly route: `${Method} ${Path}`;
  /** Name of the answer's schema in `contract/schemas.json`. */
  readonly output: Output;
  readonly paging?: Paging;
  /** Set on bucketed reports: a `limit` above the page's cap is served from several pages. */
  readonly bucketCaps?: BucketCaps;
  /** `anthropic-beta` values the API demands. */
  readonly betas?: readonly string[];
  /** Fields of the answer that the API shows once: they reach the caller, and no log, audit or store. */
  readonly secretOutput?: readonly string[];
  /** The read that tells whether a write in doubt took effect. */
  verify?(input: NoInfer<Input>): ReadyAction;
}

/** An action of ours, made of several operations. */
export interface ComposedAction<
  Id extends string = string,
  Input extends object = object,
  Output extends ApiSchemaName = ApiSchemaName,
> extends Declaration<Id, Input> {
  readonly output: Output;
  handler(input: Input, steps: ActionSteps): Promise<unknown>;
  verify?(input: NoInfer<Input>): ReadyAction;
}

/** An operation that the Admin API does not offer. It has no route, so it cannot call out. */
export interface LimitedAction<
  Id extends string = string,
  Input extends object = object,
  Path extends string = string,
> extends Declaration<Id, Input> {
  /** How a client of the API would ask for it, for hosts that stand in for the API; nothing is ever sent there. */
  readonly askedAs: `${Method} ${Path}`;
  readonly limitation: LimitationId;
}

/** Anything the connector answers to by id. */
export type Action = HttpAction | ComposedAction | LimitedAction;

/** Declares one Admin API operation. A `{param}` that the input lacks is a compile error. */
export const defineAction = <
  const Id extends string,
  const Path extends string,
  Input extends Record<PathParams<Path>, unknown>,
  const Output extends ApiSchemaName,
>(
  action: HttpAction<Id, Input, Path, Output>,
): HttpAction<Id, Input, Path, Output> => action;

/** Declares an action made of several operations. */
export const defineComposedAction = <
  const Id extends string,
  Input extends object,
  const Output extends ApiSchemaName,
>(
  action: ComposedAction<Id, Input, Output>,
): ComposedAction<Id, Input, Output> => action;

/** Declares an operation that the Admin API does not offer: it answers without any HTTP call. */
export const defineLimitedAction = <
  const Id extends string,
  const Path extends string,
  Input extends Record<PathParams<Path>, unknown>,
>(
  action: LimitedAction<Id, Input, Path>,
): LimitedAction<Id, Input, Path> => action;
