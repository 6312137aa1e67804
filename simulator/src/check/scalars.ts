import { invalid } from '../errors.js';
import type { FieldParser } from './field.js';
import { present } from './field.js';

/** The constraints of a string. */
export interface TextRule {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly format?: 'email' | 'uri';
}

const EMAIL = /^[^\s@"(),:;<>[\]\\]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** Half of a character, which UTF-8 cannot hold. */
const LONE_SURROGATE = /\p{Surrogate}/u;
/** Format characters, such as U+200B, which are not displayed. */
const INVISIBLE = /\p{Cf}/u;

/** The number of characters, of which one outside the basic plane is one. */
const charactersOf = (text: string): number => Array.from(text).length;

const FORMATS: Readonly<Record<NonNullable<TextRule['format']>, (text: string) => boolean>> = {
  email: (text) => EMAIL.test(text) && !INVISIBLE.test(text),
  uri: (text) => URL.canParse(text),
};

/** A string, with the length, pattern or format that the contract specifies. */
export function text(rule: TextRule = {}): FieldParser<string> {
  const { min = 0, max = Infinity, pattern, format } = rule;
  return (value, at) => {
    if (typeof present(value, at) !== 'string') throw invalid(`${at}: Input should be a valid string`);
    const given = value as string;
    // Assumed.
    if (LONE_SURROGATE.test(given)) throw invalid(`${at}: Input should be a valid string`);
    const length = charactersOf(given);
    if (length < min) throw invalid(`${at}: String should have at least ${min} characters`);
    if (length > max) throw invalid(`${at}: String should have at most ${max} characters`);
    if (pattern && !pattern.test(given))
      throw invalid(`${at}: String should match pattern '${pattern.source}'`);
    if (format && !FORMATS[format](given)) throw invalid(`${at}: value is not a valid ${format}`);
    return given;
  };
}

/** One value of an enumeration. */
export function oneOf<const W extends string>(words: readonly W[]): FieldParser<W> {
  const known = new Set<unknown>(words);
  return (value, at) => {
    if (!known.has(present(value, at))) throw invalid(`${at}: Input should be ${listed(words)}`);
    return value as W;
  };
}

const listed = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' or ');

/** The range of an integer, inclusive. */
export interface IntegerRange {
  readonly min?: number;
  readonly max?: number;
}

function within(number: number, at: string, { min = -Infinity, max = Infinity }: IntegerRange): number {
  if (number < min) throw invalid(`${at}: Input should be greater than or equal to ${min}`);
  if (number > max) throw invalid(`${at}: Input should be less than or equal to ${max}`);
  return number;
}

/** An integer in a body. */
export const integer =
  (range: IntegerRange = {}): FieldParser<number> =>
  (value, at) => {
    if (!Number.isSafeInteger(present(value, at))) throw invalid(`${at}: Input should be a valid integer`);
    return within(value as number, at, range);
  };

/** An integer in a query, where it is a string of digits. */
export const integerText =
  (range: IntegerRange = {}): FieldParser<number> =>
  (value, at) => {
    if (!/^-?\d{1,15}$/.test(String(present(value, at))))
      throw invalid(`${at}: Input should be a valid integer`);
    return within(Number(value), at, range);
  };

/** A boolean in a body. */
export const boolean: FieldParser<boolean> = (value, at) => {
  if (typeof present(value, at) !== 'boolean') throw invalid(`${at}: Input should be a valid boolean`);
  return value as boolean;
};

/** A boolean in a query: `true` or `false`. */
export const booleanText: FieldParser<boolean> = (value, at) => {
  if (present(value, at) !== 'true' && value !== 'false')
    throw invalid(`${at}: Input should be a valid boolean`);
  return value === 'true';
};
