import { nullApart } from '../schema/null-apart.js';
import { mapValues, type Schema } from '../schema/schema.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Turns the arguments of a strict tool into the input of its action: fields that may be left out and are null are left
 * out, lists of entries become maps again. `schema` is the action's own input schema.
 */
export function fromStrict(schema: Schema, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { schema: plain } = nullApart(schema);
  const entries = mapValues(plain);
  if (plain.anyOf) return fromStrict(kindOf(plain.anyOf, value), value);
  if (!Array.isArray(value)) return inputOf(plain, value as Fields);
  if (!entries) return value.map((item) => fromStrict(plain.items ?? {}, item));
  return Object.fromEntries(
    (value as { name: string; value: unknown }[]).map((entry) => [
      entry.name,
      fromStrict(entries, entry.value),
    ]),
  );
}

const inputOf = ({ properties = {}, required = [] }: Schema, fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name, field]) => field !== null || required.includes(name))
      .map(([name, field]) => [name, fromStrict(properties[name] ?? {}, field)]),
  );

/** The kind of a union that a value is of: by its `type`, or the list where it is one. */
function kindOf(kinds: readonly Schema[], value: object): Schema {
  const fits = ({ type, properties }: Schema): boolean =>
    Array.isArray(value)
      ? type === 'array'
      : (properties?.['type']?.enum?.includes((value as Fields)['type']) ?? false);
  return kinds.find(fits) ?? {};
}
