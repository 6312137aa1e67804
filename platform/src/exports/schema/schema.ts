/** A JSON Schema (2020-12) as the exporters read it: the keywords that the catalogue uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly propertyNames?: Schema;
  readonly [keyword: string]: unknown;
}

/** The schema of the values of a map; undefined where the object has fields of its own, or none. */
export const mapValues = ({ properties, additionalProperties }: Schema): Schema | undefined =>
  properties === undefined && typeof additionalProperties === 'object' ? additionalProperties : undefined;
