import type { Action, ComposedAction, HttpAction, LimitedAction, OutputClass } from './define-action.js';

/** Actions that belong together, for listings, docs and pages. */
export interface ActionGroup {
  /** Unique within a connector. */
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
}

/** The list in which a caller finds the id that a field takes. */
export interface Finder<ActionId extends string = string, Filter extends string = string> {
  readonly actionId: ActionId;
  /** The filter of that list which takes what a person knows in place of an id, such as an e-mail address. */
  readonly by?: Filter;
}

/**
 * Finders by the field that they serve; one for `user_id` serves `user_ids` too. A path such as `scope.user_id` serves that
 * field alone, and null says that it has none, where its name is that of a field which has one.
 */
export type Finders<One extends Finder = Finder> = Readonly<Record<string, One | null>>;

/** A resource of the API: everything that listings, tool packs and examples need to know of it. */
export interface Resource<
  Actions extends readonly Action[] = readonly Action[],
  Found extends Finders = Finders,
> {
  readonly group: ActionGroup;
  /** Tool packs that offer these actions to agents. */
  readonly packs: readonly string[];
  /** Ids that stand for a real object in examples, by input field or its path; none of them exists. */
  readonly samples: Readonly<Record<string, string>>;
  /** Where a caller finds the ids of this resource. */
  readonly finders?: Found;
  readonly actions: Actions;
}

/** Declares a resource and keeps the types of its actions. */
export const defineResource = <
  const Actions extends readonly Action[],
  const Found extends Finders = Record<never, never>,
>(
  resource: Resource<Actions, Found>,
): Resource<Actions, Found> => resource;

/**
 * A resource that names only schemas, limitations and lists that exist, and filters that the lists have:
 * `RESOURCES satisfies readonly CheckedResource<...>[]`. `Types` are the types of its actions, by id.
 */
export type CheckedResource<
  SchemaName extends string,
  LimitationId extends string,
  Types extends Readonly<Record<string, { readonly input: object }>> = Record<string, { input: object }>,
> = Resource<
  readonly (
    | ComposedAction<string, object, SchemaName | OutputClass>
    | HttpAction<string, object, string, SchemaName>
    | LimitedAction<string, object, string, LimitationId>
  )[],
  Finders<CheckedFinder<Types>>
>;

type CheckedFinder<Types extends Readonly<Record<string, { readonly input: object }>>> = {
  [Id in keyof Types & string]: Finder<Id, keyof Types[Id]['input'] & string>;
}[keyof Types & string];

/**
 * Input and response of each action of a catalogue, by action id. `Schemas` has the type of each response by the name of
 * its schema, an operation that the API lacks has `never`, and a response whose `ItemsField` is an array is a list.
 *
 * @example
 * type AcmeActions = ActionTypesOf<typeof RESOURCES, AcmeSchemas, 'items'>;
 */
export type ActionTypesOf<
  Resources extends readonly Resource[],
  Schemas extends object,
  ItemsField extends string = 'data',
> = {
  [A in Resources[number]['actions'][number] as A['id']]: TypesOf<
    InstanceType<A['input']>,
    OutputTypeOf<A, Schemas>,
    ItemsField
  >;
};

type OutputTypeOf<A extends Action, Schemas extends object> = A extends { output: infer Output }
  ? Output extends keyof Schemas
    ? Schemas[Output]
    : Output extends OutputClass<infer Answer>
      ? Answer
      : never
  : never;

type TypesOf<Input, Output, ItemsField extends string> = [Output] extends [never]
  ? { input: Input; output: never }
  : Output extends Readonly<Record<ItemsField, readonly (infer Item)[]>>
    ? { input: Input; output: Output; item: Item }
    : { input: Input; output: Output };
