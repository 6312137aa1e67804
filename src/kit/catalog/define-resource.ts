import type { Action, HttpAction, LimitedAction } from './define-action.js';

/** Actions that belong together, for listings, docs and pages. */
export interface ActionGroup {
  /** Unique within a connector. */
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
}

/** A resource of the API: everything that listings, tool packs and examples need to know of it. */
export interface Resource<Actions extends readonly Action[] = readonly Action[]> {
  readonly group: ActionGroup;
  /** Tool packs that offer these actions to agents. */
  readonly packs: readonly string[];
  /** Ids that stand for a real object in examples, by input field; none of them exists. */
  readonly samples: Readonly<Record<string, string>>;
  readonly actions: Actions;
}

/** Declares a resource and keeps the types of its actions. */
export const defineResource = <const Actions extends readonly Action[]>(
  resource: Resource<Actions>,
): Resource<Actions> => resource;

/** A resource whose actions name only schemas and limitations that exist: `RESOURCES satisfies readonly CheckedResource<...>[]`. */
export type CheckedResource<SchemaName extends string, LimitationId extends string> = Resource<
  readonly (
    | Exclude<Action, HttpAction | LimitedAction>
    | HttpAction<string, object, string, SchemaName>
    | LimitedAction<string, object, string, LimitationId>
  )[]
>;

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
    A extends { output: infer Name extends keyof Schemas } ? Schemas[Name] : never,
    ItemsField
  >;
};

type TypesOf<Input, Output, ItemsField extends string> = [Output] extends [never]
  ? { input: Input; output: never }
  : Output extends Readonly<Record<ItemsField, readonly (infer Item)[]>>
    ? { input: Input; output: Output; item: Item }
    : { input: Input; output: Output };
