import { defined, mapValues, type Schema } from './json-schema.js';

/** A group of keywords that can be written into a description. */
export type Described = 'range' | 'length' | 'items' | 'fields' | 'names' | 'format' | 'default';

/** The sentence for each group of keywords. `pattern` has none: the description already says what is valid. */
const SENTENCES: Readonly<Record<Described, (schema: Schema) => string | undefined>> = {
  range: ({ minimum, maximum }) => between(minimum, maximum),
  length: ({ minLength, maxLength }) => between(minLength, maxLength, 'characters'),
  items: ({ minItems, maxItems }) => between(minItems, maxItems, 'items'),
  fields: (schema) =>
    between(schema.minProperties, schema.maxProperties, mapValues(schema) ? 'entries' : 'fields'),
  names: ({ propertyNames }) => propertyNames?.pattern && `Names match ${propertyNames.pattern}`,
  format: ({ format }) => format && `Format ${format}`,
  default: ({ default: standard }) =>
    standard === undefined ? undefined : `Default ${JSON.stringify(standard)}`,
};

/** Adds what keywords say to the description, unless it already says so; for forms that lack these keywords. */
export function describeKeywords(
  schema: Schema,
  keywords: readonly Described[],
  more: readonly string[] = [],
): Schema {
  const { description = '' } = schema;
  const sentences = keywords
    .map((keyword) => SENTENCES[keyword](schema))
    .filter((sentence) => sentence !== undefined && sentence !== '' && !isSaid(sentence, description));
  const whole = [description, ...sentences.map((sentence) => `${sentence}.`), ...more].filter(Boolean);
  return defined({ ...schema, description: whole.join(' ') || undefined });
}

function between(least?: number, most?: number, of = ''): string | undefined {
  const counted = of && ` ${of}`;
  if (least !== undefined && most !== undefined) return `${least} to ${most}${counted}`;
  if (least !== undefined) return `At least ${least}${counted}`;
  return most === undefined ? undefined : `At most ${most}${counted}`;
}

/** A bound counts as said where the description contains all of its numbers. */
function isSaid(sentence: string, description: string): boolean {
  const numbers = /^(Names|Format|Default)/.test(sentence) ? [] : (sentence.match(/\d+/g) ?? []);
  return numbers.length > 0 && numbers.every((number) => new RegExp(`\\b${number}\\b`).test(description));
}
