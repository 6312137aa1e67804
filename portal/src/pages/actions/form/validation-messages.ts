import { titleOf } from 'anthropic-admin-connector/key-format';
import { shownText } from '../../../ui/shown-text.js';
import type { InputSchema } from '../catalog/action.js';

/** The error messages of JSON Schema keywords. */
const MESSAGES: Readonly<Record<string, (schema: InputSchema, field: string) => string>> = {
  required: ({ properties = {} }, field) => `${properties[field]?.title ?? titleOf(field)} is required.`,
  false: (_, field) => `"${shownText(field)}" is not a field of this action.`,
  anyOf: () => 'Choose one of the options.',
  type: ({ type }) =>
    `This must be ${TYPES[[type].flat().find((name) => name !== 'null') ?? ''] ?? 'of another type'}.`,
  enum: ({ enum: values = [] }) =>
    `This must be one of: ${values.filter((value) => value !== null).join(', ')}.`,
  pattern: (schema) => `This has an invalid format${sampleOf(schema)}.`,
  format: ({ format }) => `This must be ${FORMATS[format ?? ''] ?? `a ${format}`}.`,
  minLength: ({ minLength }) => `This must have at least ${String(minLength)} characters.`,
  maxLength: ({ maxLength }) => `This must have at most ${String(maxLength)} characters.`,
  minimum: ({ minimum }) => `This must be at least ${String(minimum)}.`,
  maximum: ({ maximum }) => `This must be at most ${String(maximum)}.`,
  minItems: ({ minItems }) => `Enter at least ${String(minItems)}.`,
  maxItems: ({ maxItems }) => `Enter at most ${String(maxItems)}.`,
  maxProperties: ({ maxProperties }) => `Enter at most ${String(maxProperties)}.`,
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
  email: 'an email address such as ada@example.com',
  'date-time': 'a date and time such as 2026-11-01T00:00:00Z',
  date: 'a date such as 2026-11-01',
};

/** Keywords without a message, because the errors below them have one. */
const SILENT = new Set(['properties', 'items', 'additionalProperties', '$ref', 'propertyNames']);

/** The message of a violated keyword; undefined if the errors below it have one. */
export const messageFor = (keyword: string, schema: InputSchema, field = ''): string | undefined =>
  SILENT.has(keyword) ? undefined : (MESSAGES[keyword]?.(schema, field) ?? 'This value is invalid.');

const sampleOf = ({ examples: [sample] = [] }: InputSchema): string =>
  sample === undefined ? '' : `; example: ${String(sample)}`;
