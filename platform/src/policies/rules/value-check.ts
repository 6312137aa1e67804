import { CONTEXT_FIELDS, CONTEXT_VALUES, type PolicyAction } from '../cedar/catalogue.js';
import { placeOf, type TextProblem } from '../cedar/bounds.js';
import type { FieldType } from '../cedar/fields.js';
import { mayApplyTo, contextPath, pathsIn } from './references.js';
import type { Rule } from './rule-set.js';

type Node = Readonly<Record<string, unknown>>;

/** A text that a policy compares with a field of the context. */
interface Comparison {
  readonly path: readonly string[];
  readonly value: string;
}

/**
 * Finds fields that none of the actions has, also behind a `has`, which Cedar takes for false, and texts that a field never has, which
 * the schema of Cedar cannot say.
 */
export function wrongNames(rule: Rule, actions: readonly PolicyAction[], text: string): TextProblem[] {
  const applicable = actions.filter((action) => mayApplyTo(rule.json, action));
  return [...wrongFields(rule, applicable, text), ...wrongValues(rule, applicable, text)];
}

function wrongFields(rule: Rule, applicable: readonly PolicyAction[], text: string): TextProblem[] {
  if (applicable.length === 0) return [];
  const context = Object.fromEntries(CONTEXT_FIELDS.map((name) => [name, SIMPLE]));
  const found = new Map<string, TextProblem>();
  for (const path of pathsIn(rule.json.conditions)) {
    const types = applicable.map(({ input }): FieldType => ({
      kind: 'record',
      fields: { ...context, input },
    }));
    for (const [depth, name] of path.entries()) {
      const records = types.map((type) => fieldIn(type, path.slice(0, depth)));
      if (records.some((one) => one !== undefined && fieldIn(one, [name]) !== undefined)) continue;
      const names = records.flatMap((one) => (one?.kind === 'record' ? Object.keys(one.fields) : []));
      const near = nearest(name, [...new Set(names)]);
      const at = text.slice(rule.offset).search(new RegExp(`\\b${name.replace(/\W/g, '.')}\\b`));
      found.set(path.slice(0, depth + 1).join('.'), {
        ...placeOf(text, rule.offset + Math.max(0, at)),
        policy: rule.id,
        message: `None of its actions has context.${path.slice(0, depth + 1).join('.')}.`,
        ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }),
      });
      break;
    }
  }
  return [...found.values()];
}

const SIMPLE: FieldType = { kind: 'flag' };

/** The type of a field inside another one. */
const fieldIn = (type: FieldType, path: readonly string[]): FieldType | undefined =>
  path.reduce<FieldType | undefined>(
    (one, name) => (one?.kind === 'record' && Object.hasOwn(one.fields, name) ? one.fields[name] : undefined),
    type,
  );

function wrongValues(rule: Rule, applicable: readonly PolicyAction[], text: string): TextProblem[] {
  return comparisonsIn(rule.json.conditions).flatMap(({ path, value }) => {
    const values = valuesOf(path, applicable);
    if (!values || values.includes(value)) return [];
    const literal = text.indexOf(JSON.stringify(value), rule.offset);
    const near = nearest(value, values);
    return {
      ...placeOf(text, Math.max(rule.offset, literal)),
      policy: rule.id,
      message: `context.${path.join('.')} is never "${value}".`,
      help:
        near === undefined ? `it is one of ${values.slice(0, 12).join(', ')}` : `did you mean \`${near}\`?`,
    };
  });
}

function comparisonsIn(node: unknown): Comparison[] {
  if (typeof node !== 'object' || node === null) return [];
  const found: Comparison[] = [];
  for (const [operator, operands] of Object.entries(node as Node)) {
    const { left, right } = (operands ?? {}) as { left?: unknown; right?: unknown };
    if (['==', '!=', 'contains', 'containsAny', 'containsAll'].includes(operator)) {
      for (const [one, other] of [
        [left, right],
        [right, left],
      ]) {
        const path = contextPath(one);
        if (path && path.length > 0) found.push(...textsIn(other).map((value) => ({ path, value })));
      }
    }
    found.push(...comparisonsIn(operands));
  }
  return found;
}

function textsIn(node: unknown): string[] {
  const { Value: value, Set: set } = (node ?? {}) as { Value?: unknown; Set?: unknown };
  if (typeof value === 'string') return [value];
  return [value, set].flatMap((each) =>
    Array.isArray(each)
      ? each.flatMap((one: unknown) => (typeof one === 'string' ? [one] : textsIn(one)))
      : [],
  );
}

/** The values that a field may have in the actions that have it; undefined where it may have any. */
function valuesOf(
  [first = '', ...rest]: readonly string[],
  actions: readonly PolicyAction[],
): readonly string[] | undefined {
  if (first !== 'input') return rest.length === 0 ? CONTEXT_VALUES[first] : undefined;
  const lists = actions.flatMap(({ input }) => {
    const type = fieldIn(input, rest);
    if (!type) return [];
    const item = type.kind === 'list' ? type.of : type;
    return [item.kind === 'text' ? item.values : undefined];
  });
  if (lists.length === 0 || lists.includes(undefined)) return undefined;
  return [...new Set(lists.flatMap((list) => list ?? []))];
}

const MOST_EDITS = 3;

/** The name that is most like a text, where one is like it. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((name) => ({ name, edits: editsBetween(text.toLowerCase(), name.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits);
  return best && best.edits <= MOST_EDITS ? best.name : undefined;
}

function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one.slice(0, 100)].entries()) {
    const next = [index + 1];
    for (let place = 1; place <= other.length; place += 1) {
      const same = letter === other[place - 1] ? 0 : 1;
      next[place] = Math.min((row[place] ?? 0) + 1, (next[place - 1] ?? 0) + 1, (row[place - 1] ?? 0) + same);
    }
    row = next;
  }
  return row[other.length] ?? MOST_EDITS + 1;
}
