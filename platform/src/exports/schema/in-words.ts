import type { Schema } from './schema.js';

const PLURALS: Readonly<Record<string, string>> = {
  string: 'texts',
  integer: 'whole numbers',
  number: 'numbers',
  boolean: 'truth values',
};

/** A schema of a few values in words, for where a form has no way to say it: `"a"`, `one of "a", "b"`, `a list of texts`. */
export function inWords({ enum: values, const: literal, type, items }: Schema): string {
  const all = literal === undefined ? values : [literal];
  if (all !== undefined) return `${all.length > 1 ? 'one of ' : ''}${quoted(all)}`;
  if (type === 'array') return `a list of ${items?.enum ? quoted(items.enum) : plural(items?.type)}`;
  return `a value of type ${[type ?? 'any'].flat().join(' or ')}`;
}

const quoted = (values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join(', ');

const plural = (type: Schema['type']): string => PLURALS[String(type)] ?? 'objects';
