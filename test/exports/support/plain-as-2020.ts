type Schema = Record<string, unknown>;

/** A schema of OpenAPI 3.0 as one of JSON Schema 2020-12, so that the validator of the tests can read it. */
export function plainAs2020({ nullable, example: _, ...schema }: Schema): Schema {
  const { type, enum: values } = schema as { type?: string; enum?: unknown[] };
  const orNull =
    nullable === true ? { type: [type, 'null'], ...(values && { enum: [...values, null] }) } : {};
  return { ...inside(schema), ...orNull };
}

function inside(schema: Schema): Schema {
  const { properties, items, additionalProperties } = schema as Record<string, Schema | undefined>;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [name, plainAs2020(one as Schema)]),
      ),
    }),
    ...(items && { items: plainAs2020(items) }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: plainAs2020(additionalProperties),
    }),
  };
}
