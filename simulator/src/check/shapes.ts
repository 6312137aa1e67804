import { invalid } from '../errors.js';
import type { FieldParser, FieldParsers, ParsedValues } from './field.js';
import { present } from './field.js';

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with declared fields; an unknown field is a 400 (assumed for bodies). */
export function shape<F extends FieldParsers>(fields: F): FieldParser<ParsedValues<F>> {
  const names = Object.keys(fields);
  const known = new Set(names);
  return (value, at) => {
    const given = present(value, at);
    if (!isPlain(given)) throw invalid(`${at || 'body'}: Input should be an object`);
    const prefix = at === '' ? '' : `${at}.`;
    for (const name of Object.keys(given)) {
      if (!known.has(name)) throw invalid(`${prefix}${name}: Extra inputs are not permitted`);
    }
    const values: Record<string, unknown> = {};
    for (const name of names) {
      const sent = Object.hasOwn(given, name) ? given[name] : undefined;
      values[name] = (fields[name] as FieldParser<unknown>)(sent, `${prefix}${name}`);
    }
    return values as ParsedValues<F>;
  };
}

/** A discriminated union: `type`, or another property, selects the fields of the object. */
export function tagged<V extends Readonly<Record<string, FieldParsers>>, Tag extends string = 'type'>(
  variants: V,
  tag = 'type' as Tag,
): FieldParser<
  { [Word in keyof V & string]: { readonly [T in Tag]: Word } & ParsedValues<V[Word]> }[keyof V & string]
> {
  const words = Object.keys(variants);
  const shapes = new Map(words.map((name) => [name, shape({ ...variants[name], [tag]: word(name) })]));
  return (value, at) => {
    const given = present(value, at);
    if (!isPlain(given)) throw invalid(`${at}: Input should be an object`);
    const read = shapes.get(String(given[tag]));
    if (!read)
      throw invalid(`${at}.${tag}: Input should be ${words.map((name) => `'${name}'`).join(' or ')}`);
    return read(given, at) as never;
  };
}

const word =
  (expected: string): FieldParser<string> =>
  (value, at) => {
    if (present(value, at) !== expected) throw invalid(`${at}: Input should be '${expected}'`);
    return expected;
  };

/** A list whose items have one type. */
export function listOf<T>(item: FieldParser<T>, { min = 0, max = Infinity } = {}): FieldParser<readonly T[]> {
  return (value, at) => {
    const given = present(value, at);
    if (!Array.isArray(given)) throw invalid(`${at}: Input should be a valid list`);
    if (given.length < min) throw invalid(`${at}: List should have at least ${min} item after validation`);
    if (given.length > max) throw invalid(`${at}: List should have at most ${max} items after validation`);
    return given.map((one, index) => item(one, `${at}.${index}`));
  };
}

/** An object with arbitrary property names. */
export function mapOf<T>(
  item: FieldParser<T>,
  { max = Infinity } = {},
): FieldParser<Readonly<Record<string, T>>> {
  return (value, at) => {
    const given = present(value, at);
    if (!isPlain(given)) throw invalid(`${at}: Input should be an object`);
    const entries = Object.entries(given);
    if (entries.length > max) throw invalid(`${at}: Object should have at most ${max} entries`);
    return Object.fromEntries(entries.map(([name, one]) => [name, item(one, `${at}.${name}`)]));
  };
}
