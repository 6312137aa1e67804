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

/** Copies of an input with one thing changed each: odd values, missing fields, an unknown field, list items. */
export function brokenCopies(input: Input, schema: Schema): Input[] {
  const fields = Object.keys(schema['properties'] as Schema);
  return [
    { ...input, surprise: 1 },
    ...fields.flatMap((field) => ODD.map((value) => ({ ...input, [field]: value }))),
    ...fields.map((field) => Object.fromEntries(Object.entries(input).filter(([name]) => name !== field))),
    ...fields.flatMap((field) => edges((schema['properties'] as Schema)[field] as Schema, input, field)),
  ];
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
