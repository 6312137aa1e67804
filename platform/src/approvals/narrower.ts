import { canonicalJson, type Json } from '../audit/entry.js';
import { invalid, printable } from '../http/body.pipe.js';

/** Names of fields that say which object a call is about. */
const NAMES = /(^|_)(id|ids|email|emails)$/;

type Fields = Readonly<Record<string, Json>>;

/**
 * Requires an input that does no more than another one: no further fields, the same objects, and of lists no further members.
 * @throws PlatformError invalid_input with an issue for each field
 */
export function requireNarrower(before: Json, after: Fields): void {
  const known = (before ?? {}) as Fields;
  const issues = Object.entries(after).flatMap(([field, value]) => {
    const message = whyWider(field, known[field], value);
    const path = printable(field);
    return message === undefined ? [] : [{ path, rule: 'narrower', message: `${path} ${message}` }];
  });
  const lost = Object.keys(known).filter(
    (field) => NAMES.test(field) && !Array.isArray(known[field]) && !(field in after),
  );
  const all = [
    ...issues,
    ...lost.map((field) => ({
      path: printable(field),
      rule: 'narrower',
      message: `${printable(field)} must stay`,
    })),
  ];
  if (all.length > 0) throw invalid('edited input', all);
}

function whyWider(field: string, before: Json | undefined, after: Json): string | undefined {
  if (before === undefined) return 'is not a field of the call that was asked for';
  if (Array.isArray(before) && Array.isArray(after)) {
    const had = new Set(before.map((each: Json) => canonicalJson(each)));
    const isLess = after.every((each: Json) => had.has(canonicalJson(each)));
    return isLess ? undefined : 'must have members of the call that was asked for only';
  }
  if (NAMES.test(field) && canonicalJson(before) !== canonicalJson(after))
    return 'must stay as it was asked for';
  return undefined;
}
