import type { ActionSteps } from './composed-action.js';
import type { Foresight, PlanReads } from './consequences.js';
import type { Effect } from './effects.js';
import type { Message, Text } from './message.js';

/** A class whose class-validator decorators describe an input. */
export interface InputClass<Input extends object = object> {
  new (): Input;
  /** Set where an input of any shape is accepted, unchecked. */
  readonly anyField?: true;
}

/** A class whose class-validator decorators describe a response of ours, as those of an input do. */
export type OutputClass<Output extends object = object> = new () => Output;

/** HTTP methods of operations. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The `{names}` inside a route template: `'/a/{x}/b/{y}'` gives `'x' | 'y'`. */
export type PathParams<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParams<Rest>
  : never;

/** An action to run next, with its input ready. */
export interface ReadyAction<ActionId extends string = string> {
  readonly actionId: ActionId;
  readonly input: Readonly<Record<string, unknown>>;
  /** Of an alternative: fields of the refused input that it does not set as asked; absent where it loses none. */
  readonly loses?: readonly string[];
}

/** What an alternative loses, as a sentence; undefined where it loses nothing. */
export const lossOf = ({ loses = [] }: ReadyAction): string | undefined =>
  loses.length === 0 ? undefined : `This does not set ${loses.join(' or ')}.`;

interface Declaration<Id extends string, Input extends object> {
  /** `<group>_<verb>` in snake_case. */
  readonly id: Id;
  /** Imperative, one line, no full stop. */
  readonly title: string;
  /** Other words by which a person may search for it; an API has one word for each thing. */
  readonly keywords?: readonly string[];
  /** When to use it, what to use instead, what it changes: for a person or an agent. */
  readonly description: Text;
  /** What it does, for a person, where the description advises an agent. */
  readonly about?: Text;
  /** What running it does to one object, as a person says it: `` msg`Archive workspace ${field('workspace_id')}` ``. */
  readonly deed?: Message;
  readonly input: InputClass<Input>;
  /** A valid input: the sample in docs, forms and error messages. */
  readonly example: NoInfer<Input>;
  readonly effect: Effect;
  /** Fields of the input that hold secrets of the caller: they are sent to the API and never reach a log, audit or store. */
  readonly secretInput?: readonly string[];
  /** Fields of the input that are amounts of money, in hundredths of a US dollar: forms take dollars and send cents. */
  readonly inputUnits?: Readonly<Record<string, 'cents'>>;
  /**
   * Fields of the response, at any depth, that are amounts of money: in hundredths of the `currency` beside or above them, or in US
   * dollars.
   */
  readonly outputUnits?: Readonly<Record<string, 'cents' | 'dollars'>>;
  /** What null means in a field of the response, where it is not what the connector says of this field elsewhere. */
  readonly outputNulls?: Readonly<Record<string, string>>;
  /** Of a write: what it would do, from reads alone. */
  foresee?(this: void, input: NoInfer<Input>, reads: PlanReads): Promise<Foresight>;
}

/** The details of an error of the API. */
export type UpstreamDetails = Readonly<Record<string, unknown>>;

/** A width of the time buckets of a report. */
export interface BucketWidth {
  /** Milliseconds. */
  readonly ms: number;
  /** The most buckets that the API returns in one page. */
  readonly cap: number;
  /** How many it returns where the input does not say. */
  readonly preset: number;
}

/** The time buckets of a report: fields of the input and of each bucket, and the widths by the value of their field. */
export interface Buckets {
  /** Start of the range, and of a bucket. */
  readonly start: string;
  /** End of the range, and of a bucket. */
  readonly end: string;
  readonly width: string;
  readonly defaultWidth: string;
  readonly widths: Readonly<Record<string, BucketWidth>>;
  /** Field of a bucket that holds its rows. */
  readonly rows: string;
}

/**
 * How rows over a time range are read where one request covers only a part of it: in windows of time, each with its own
 * cursor of the API.
 */
export interface TimeWindows {
  /** Start of the range, in the input. */
  readonly start: string;
  /** End of the range, exclusive, in the input. */
  readonly end: string;
  /** Field of a row with its time. */
  readonly time: string;
  /** How many rows the API returns where the input does not say. */
  readonly preset: number;
  /**
   * Time buckets of the rows, and how many of them one request covers. Absent where each request covers one UTC day, which is
   * a date in the start field: the API knows no end field then.
   */
  readonly buckets?: {
    readonly width: string;
    readonly widths: Readonly<Record<string, Pick<BucketWidth, 'ms' | 'cap'>>>;
    /** The field and the value that put the rows in the order of time; the rows of other orders cannot be joined. */
    readonly sort: { readonly field: string; readonly value: string };
    /** The field of the direction, and its value for the oldest first, which is not the default. */
    readonly direction: { readonly field: string; readonly oldestFirst: string };
  };
}

/** An operation that is one HTTP request. */
export interface HttpAction<
  Id extends string = string,
  Input extends object = object,
  Path extends string = string,
  Output extends string = string,
> extends Declaration<Id, Input> {
  /** Id of the operation in the contract. */
  readonly operation: string;
  /** Path parameters first; the other fields go to the query of GET and DELETE, else to the body. */
  readonly route: `${Method} ${Path}`;
  /** Name of the response's schema in the contract. */
  readonly output: Output;
  /** Set on lists: a paging style of the connector. */
  readonly paging?: string;
  /** Set on reports of time buckets, all of one length: more than one page of them is read in parallel. */
  readonly buckets?: Buckets;
  /** Set on reports of rows whose requests cover a limited time: a longer range is read in several windows, in parallel. */
  readonly windows?: TimeWindows;
  /** Names for the API's beta header. */
  readonly betas?: readonly string[];
  /** What no documentation states and this declaration takes for granted; set where there is something. */
  readonly assumed?: string;
  /** Listed to agents although in beta: the API recommends it over what is not. */
  readonly recommended?: true;
  /** Fields of the response that the API shows once: they reach the caller, never a log, audit or store. */
  readonly secretOutput?: readonly string[];
  /** The read that shows what became of a write; `details` are those of the API's error, where it sent one. */
  verify?(this: void, input: NoInfer<Input>, details?: UpstreamDetails): ReadyAction;
}

/** An action made of several operations. */
export interface ComposedAction<
  Id extends string = string,
  Input extends object = object,
  Output extends string | OutputClass = string | OutputClass,
> extends Declaration<Id, Input> {
  /** Name of the response's schema in the contract; a class where no contract has such a response. */
  readonly output: Output;
  /** Field of the response that holds its main list: pages show it as a table, and a long response is cut there. */
  readonly itemsField?: string;
  /** Set where that list has further pages: a paging style of the connector. */
  readonly paging?: string;
  /** Ids of the actions that its steps run, where one of them is no read. */
  readonly parts?: readonly string[];
  handler(input: Input, steps: ActionSteps): Promise<unknown>;
  verify?(this: void, input: NoInfer<Input>, details?: UpstreamDetails): ReadyAction;
}

/** An operation that the API does not offer. It has no route, so it cannot send anything. */
export interface LimitedAction<
  Id extends string = string,
  Input extends object = object,
  Path extends string = string,
  LimitationId extends string = string,
> extends Declaration<Id, Input> {
  /** The request by which a client of the API would ask for it; nothing is ever sent there. */
  readonly askedAs: `${Method} ${Path}`;
  /** Id of the limitation that explains it. */
  readonly limitation: LimitationId;
}

/** Anything that a connector runs by id. */
export type Action = HttpAction | ComposedAction | LimitedAction;

/** Fields that the input has: a misspelled one would leave a secret in the audit, or cents in a form. */
interface FieldsOf<Input> {
  readonly secretInput?: readonly (keyof NoInfer<Input> & string)[];
  readonly inputUnits?: { readonly [Field in keyof NoInfer<Input> & string]?: 'cents' };
}

/** Declares an operation of the API. A `{param}` or a secret field that the input class lacks is a compile error. */
export const defineAction = <
  const Id extends string,
  const Path extends string,
  Input extends Record<PathParams<Path>, unknown>,
  const Output extends string,
>(
  action: HttpAction<Id, Input, Path, Output> & FieldsOf<Input>,
): HttpAction<Id, Input, Path, Output> => action;

/** Declares an action made of several operations. */
export const defineComposedAction = <
  const Id extends string,
  Input extends object,
  const Output extends string | OutputClass,
>(
  action: ComposedAction<Id, Input, Output> & {
    readonly itemsField?: NoInfer<Output> extends OutputClass<infer Fields> ? keyof Fields & string : string;
  },
): ComposedAction<Id, Input, Output> => action;

/** Declares an operation that the API does not offer: running it returns a limitation and sends nothing. */
export const defineLimitedAction = <
  const Id extends string,
  const Path extends string,
  Input extends Record<PathParams<Path>, unknown>,
  const LimitationId extends string,
>(
  action: LimitedAction<Id, Input, Path, LimitationId>,
): LimitedAction<Id, Input, Path, LimitationId> => action;
