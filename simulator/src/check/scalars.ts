import { invalid } from '../errors.js';
import type { Field } from './field.js';
import { present } from './field.js';

/** What a text must look like beside being a text. */
export interface TextRule {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly format?: 'email' | 'uri';
}

const EMAIL = /^[^\s@"(),:;<>[\]\\]+@[^\s@.]+(\.[^\s@.]+)+$/;

const FORMATS: Readonly<Record<NonNullable<TextRule['format']>, (text: string) => boolean>> = {
  email: (text) => EMAIL.test(text),
  uri: (text) => URL.canParse(text),
};

/** A text, with a length, a pattern or a format where the contract gives one. */
export function text(rule: TextRule = {}): Field<string> {
  const { min = 0, max = Infinity, pattern, format } = rule;
  return (value, at) => {
    if (typeof present(value, at) !== 'string') throw invalid(`${at}: Input should be a valid string`);
    const given = value as string;
    if (given.length < min) throw invalid(`${at}: String should have at least ${min} characters`);
    if (given.length > max) throw invalid(`${at}: String should have at most ${max} characters`);
    if (pattern && !pattern.test(given))
      throw invalid(`${at}: String should match pattern '${pattern.source}'`);
    if (format && !FORMATS[format](given)) throw invalid(`${at}: value is not a valid ${format}`);
    return given;
  };
}

/** One of a closed list of words. */
export function oneOf<const W extends string>(words: readonly W[]): Field<W> {
  const known = new Set<unknown>(words);
  return (value, at) => {
    if (!known.has(present(value, at))) throw invalid(`${at}: Input should be ${listed(words)}`);
    return value as W;
  };
}

const listed = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' or ');

/** The range of a whole number. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

function within(number: number, at: string, { min = -Infinity, max = Infinity }: Range): number {
  if (number < min) throw invalid(`${at}: Input should be greater than or equal to ${min}`);
  if (number > max) throw invalid(`${at}: Input should be less than or equal to ${max}`);
  return number;
}

/** A whole number in a body. */
export const integer =
  (range: Range = {}): Field<number> =>
  (value, at) => {
    if (!Number.isSafeInteger(present(value, at))) throw invalid(`${at}: Input should be a valid integer`);
    return within(value as number, at, range);
  };

/** A whole number in a query, where it is written as text. */
export const integerText =
  (range: Range = {}): Field<number> =>
  (value, at) => {
    if (!/^-?\d{1,15}$/.test(String(present(value, at))))
      throw invalid(`${at}: Input should be a valid integer`);
    return within(Number(value), at, range);
  };

/** True or false in a body. */
export const boolean: Field<boolean> = (value, at) => {
  if (typeof present(value, at) !== 'boolean') throw invalid(`${at}: Input should be a valid boolean`);
  return value as boolean;
};

/** True or false in a query, where it is written as text. */
export const booleanText: Field<boolean> = (value, at) => {
  if (present(value, at) !== 'true' && value !== 'false')
    throw invalid(`${at}: Input should be a valid boolean`);
  return value === 'true';
};
