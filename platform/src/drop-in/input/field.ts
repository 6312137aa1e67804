import type { JsonSchema } from 'anthropic-admin-connector';

/** How the values of a field are written in a query. */
export interface Field {
  readonly list: boolean;
  /** Whether a name without a value stands for null, as the official SDK sends it. */
  readonly nullable: boolean;
  /** The type of the value, or of each in a list. */
  readonly type: string;
}

/** The fields of an input, read from its schema. */
export function fieldsOf(schema: JsonSchema, without: ReadonlySet<string>): ReadonlyMap<string, Field> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  return new Map(
    properties.filter(([name]) => !without.has(name)).map(([name, property]) => [name, fieldOf(property)]),
  );
}

function fieldOf(property: JsonSchema): Field {
  const types = typesOf(property);
  const list = types.includes('array');
  const [type = 'string'] = list ? typesOf((property['items'] ?? {}) as JsonSchema) : types;
  return { list, nullable: types.includes('null'), type };
}

const typesOf = ({ type }: JsonSchema): string[] => (type === undefined ? [] : ([type].flat() as string[]));
