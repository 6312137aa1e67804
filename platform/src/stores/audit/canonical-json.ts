import type { Json } from './chained-entry.js';

/** JSON without blanks and with sorted names: one text for one value, and the one that `jq -cS` prints. */
export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const fields = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`);
  return `{${fields.join(',')}}`;
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value);
