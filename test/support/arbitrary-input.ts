import fc, { type Arbitrary } from 'fast-check';

type Schema = Record<string, unknown>;

/** Cursors are only ever what the API handed out: made-up ones are refused by right. */
const CURSORS: ReadonlySet<string> = new Set(['page', 'after_id', 'before_id']);

/** Valid inputs of a schema: required fields always, each other one half of the time. */
export function arbitraryInput(schema: Schema): Arbitrary<Record<string, unknown>> {
  const required = new Set((schema['required'] ?? []) as string[]);
  const fields = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).filter(
    ([name]) => !CURSORS.has(name),
  );
  const arbitraries = Object.fromEntries(fields.map(([name, field]) => [name, arbitraryValue(field)]));
  return fc.record(arbitraries, {
    requiredKeys: fields.map(([name]) => name).filter((name) => required.has(name)),
  });
}

/** Values of a schema, as far as our inputs use JSON Schema. */
export function arbitraryValue(schema: Schema): Arbitrary<unknown> {
  const {
    anyOf,
    oneOf,
    enum: values,
    type,
  } = schema as { anyOf?: Schema[]; oneOf?: Schema[]; enum?: unknown[]; type?: string | string[] };
  if ('const' in schema) return fc.constant(schema['const']);
  if (values) return fc.constantFrom(...values);
  if (anyOf ?? oneOf) return fc.oneof(...(anyOf ?? oneOf)!.map(arbitraryValue));
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => arbitraryValue({ ...schema, type: one })));
  return BY_TYPE[type as keyof typeof BY_TYPE](schema);
}

const BY_TYPE = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  integer: ({ minimum = -1000, maximum = 1000 }: Schema) =>
    fc.integer({ min: minimum as number, max: maximum as number }),
  number: ({ minimum = -1000, maximum = 1000 }: Schema) =>
    fc.double({ min: minimum as number, max: maximum as number, noNaN: true }),
  array: ({ items, minItems = 0, maxItems = 3, uniqueItems }: Schema) =>
    (uniqueItems ? fc.uniqueArray : fc.array)(arbitraryValue(items as Schema), {
      minLength: minItems as number,
      maxLength: Math.min(maxItems as number, 3),
    }),
  object: (schema: Schema) =>
    'properties' in schema
      ? arbitraryInput(schema)
      : fc.dictionary(
          fc.stringMatching(/^[a-z]{1,8}$/),
          typeof schema['additionalProperties'] === 'object'
            ? arbitraryValue(schema['additionalProperties'] as Schema)
            : fc.string({ maxLength: 20 }),
          { maxKeys: 3 },
        ),
  string: arbitraryText,
};

/** Recent and in the past, for the reports refuse what has not happened yet. */
const recent = {
  min: new Date('2026-09-01T00:00:00Z'),
  max: new Date('2026-11-18T00:00:00Z'),
  noInvalidDate: true,
};

/** By pattern, because reading one takes long and many fields share it. */
const matching = new Map<string, Arbitrary<string>>();

function textMatching(pattern: string): Arbitrary<string> {
  const arbitrary = matching.get(pattern) ?? fc.stringMatching(new RegExp(pattern));
  matching.set(pattern, arbitrary);
  return arbitrary;
}

function arbitraryText({ format, pattern, minLength = 0, maxLength = 40 }: Schema): Arbitrary<string> {
  if (format === 'date-time') return fc.date(recent).map((date) => date.toISOString());
  if (format === 'date') return fc.date(recent).map((date) => date.toISOString().slice(0, 10));
  if (format === 'email') return textMatching('^[a-z]{3,12}@[a-z]{3,12}\\.(com|org)$');
  // A pattern cannot tell a host name that begins with xn-- from one that decodes to nothing.
  if (format === 'uri') return textMatching(pattern as string).filter(URL.canParse);
  if (typeof pattern === 'string') return textMatching(pattern);
  const length = { minLength: minLength as number, maxLength: Math.min(maxLength as number, 40) };
  return fc.string({ ...length, unit: 'grapheme-ascii' });
}
