/** A JSON Schema (2020-12) as plain data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Turns the metadata of a custom validator into its JSON Schema fragment. */
export type SchemaConverters = Record<
  string,
  object | ((meta: { constraints: readonly unknown[] }) => object)
>;
