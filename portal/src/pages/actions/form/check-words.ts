import type { Schema } from '../catalog/action.js';

/** What is wrong where a keyword of the schema does not hold, in words. */
const WORDS: Readonly<Record<string, (schema: Schema) => string>> = {
  required: () => 'This is needed.',
  false: () => 'There is no such field.',
  anyOf: () => 'This has none of the forms that it can have.',
  type: ({ type }) =>
    `This must be ${TYPES[[type].flat().find((name) => name !== 'null') ?? ''] ?? 'of another kind'}.`,
  enum: ({ enum: values = [] }) =>
    `This must be one of: ${values.filter((value) => value !== null).join(', ')}.`,
  pattern: (schema) => `This does not have the right form${sampleOf(schema)}.`,
  format: ({ format }) => `This must be ${FORMATS[format ?? ''] ?? `a ${format}`}.`,
  minLength: ({ minLength }) => `This must have at least ${String(minLength)} characters.`,
  maxLength: ({ maxLength }) => `This must have at most ${String(maxLength)} characters.`,
  minimum: ({ minimum }) => `This must be ${String(minimum)} or more.`,
  maximum: ({ maximum }) => `This must be ${String(maximum)} or less.`,
  minItems: ({ minItems }) => `Give at least ${String(minItems)}.`,
  maxItems: ({ maxItems }) => `Give at most ${String(maxItems)}.`,
  maxProperties: ({ maxProperties }) => `Give at most ${String(maxProperties)}.`,
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
};

const FORMATS: Readonly<Record<string, string>> = {
  email: 'an e-mail address such as ada@example.com',
  'date-time': 'a date and time such as 2026-11-01T00:00:00Z',
  date: 'a date such as 2026-11-01',
};

/** Keywords that say nothing by themselves: what is below them does. */
const SILENT = new Set(['properties', 'items', 'additionalProperties', '$ref', 'propertyNames']);

/** The words for a broken keyword; undefined where others say it better. */
export const wordsFor = (keyword: string, schema: Schema): string | undefined =>
  SILENT.has(keyword) ? undefined : (WORDS[keyword]?.(schema) ?? 'This is not valid.');

const sampleOf = ({ examples: [sample] = [] }: Schema): string =>
  sample === undefined ? '' : `, such as ${String(sample)}`;
