type Schema = Record<string, unknown>;
type Input = Record<string, unknown>;

/** Values that are wrong for almost every field. */
const ODD = [
  null,
  '',
  ' ',
  'x'.repeat(5000),
  0,
  -1,
  1.5,
  1e9,
  true,
  {},
  [],
  [null],
  [1],
  ['..'],
  { a: 1 },
  '2026-13-45',
];

/** Copies of an input with one thing changed each: odd values, missing fields, an unknown field, list items, at any depth. */
export function brokenCopies(input: Input, schema: Schema): Input[] {
  const fields = Object.keys((schema['properties'] ?? {}) as Schema);
  return [
    { ...input, surprise: 1 },
    ...fields.flatMap((field) => ODD.map((value) => ({ ...input, [field]: value }))),
    ...fields.map((field) => Object.fromEntries(Object.entries(input).filter(([name]) => name !== field))),
    ...fields.flatMap((field) => edges((schema['properties'] as Schema)[field] as Schema, input, field)),
    ...fields.flatMap((field) =>
      nested((schema['properties'] as Schema)[field] as Schema, input[field]).map((value) => ({
        ...input,
        [field]: value,
      })),
    ),
  ];
}

/** Copies of what is inside a field: of an object, of the first object of a list, of a sample of each kind of a union. */
function nested(schema: Schema, value: unknown): unknown[] {
  const {
    items,
    properties,
    anyOf = [],
  } = schema as { items?: Schema; properties?: Schema; anyOf?: Schema[] };
  if (Array.isArray(value) && value.length > 0 && items?.['properties']) {
    return brokenCopies(value[0] as Input, items).map((copy) => [copy, ...value.slice(1)]);
  }
  if (properties !== undefined && value !== undefined && value !== null)
    return brokenCopies(value as Input, schema);
  return anyOf.filter((kind) => kind['properties']).flatMap((kind) => brokenCopies(sampleOf(kind), kind));
}

/** A valid object with all fields that its schema gives an example of. */
function sampleOf({ properties }: Schema): Input {
  const samples = Object.entries(
    properties as Record<string, { examples?: unknown[]; enum?: unknown[] }>,
  ).map(([name, { examples, enum: values }]) => [name, examples?.[0] ?? values?.[0]] as const);
  return Object.fromEntries(samples.filter(([, sample]) => sample !== undefined));
}

function edges(schema: Schema, input: Input, field: string): Input[] {
  const {
    minimum,
    maximum,
    minLength,
    maxLength,
    maxItems,
    enum: values,
  } = schema as Record<string, number> & { enum?: unknown[] };
  const items = [minimum, minimum! - 1, maximum, maximum! + 1].filter((value) =>
    Number.isFinite(value),
  ) as unknown[];
  const texts = [minLength, minLength! - 1, maxLength, maxLength! + 1]
    .filter((length) => length !== undefined && length >= 0)
    .map((length) => 'é'.repeat(length!));
  const lists =
    maxItems === undefined ? [] : [maxItems, maxItems + 1].map((length) => Array(length).fill('a1'));
  return [...items, ...texts, ...lists, ...(values ?? [])].map((value) => ({ ...input, [field]: value }));
}
