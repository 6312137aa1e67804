import { defined } from './defined.js';
import { mapValues, type Schema } from './schema.js';

type Teller = (schema: Schema) => string | undefined;

/** How each keyword reads where a form has no room for it. A pattern is not told: the description says what fits. */
const TELLERS: Readonly<Record<string, Teller>> = {
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

/** What a keyword is told as. */
export type Telling = 'range' | 'length' | 'items' | 'fields' | 'names' | 'format' | 'default';

/** The description with what keywords say added in words, unless it says so already. */
export function told(schema: Schema, tellings: readonly Telling[], more: readonly string[] = []): Schema {
  const { description = '' } = schema;
  const sentences = tellings
    .map((telling) => TELLERS[telling]?.(schema))
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

/** A bound is said where all of its numbers are. */
function isSaid(sentence: string, description: string): boolean {
  const numbers = /^(Names|Format|Default)/.test(sentence) ? [] : (sentence.match(/\d+/g) ?? []);
  return numbers.length > 0 && numbers.every((number) => new RegExp(`\\b${number}\\b`).test(description));
}
