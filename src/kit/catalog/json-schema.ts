/** A JSON Schema (2020-12) as plain data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Turns the constraints of a custom validator into its JSON Schema keywords; by validator name. */
export type SchemaConverters = Record<
  string,
  object | ((meta: { constraints: readonly unknown[] }) => object)
>;
