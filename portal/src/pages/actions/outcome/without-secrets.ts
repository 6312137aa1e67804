import { isRow } from './rows.js';

/** Stands where a secret is. */
const HIDDEN = '(shown once, above)';

/** An answer without what is shown once, which has a place of its own. */
export function withoutSecrets(data: unknown, fields: readonly string[] = []): unknown {
  if (!isRow(data)) return data;
  const present = fields.filter((field) => field in data);
  return present.length === 0
    ? data
    : { ...data, ...Object.fromEntries(present.map((field) => [field, HIDDEN])) };
}
