import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyAction } from '../cedar/catalogue.js';

/** What of the context a policy goes by. */
export interface References {
  /** Names of fields of the context, such as `hour`. */
  readonly context: ReadonlySet<string>;
  /** Fields of the input; `*` for all of it. */
  readonly input: ReadonlySet<string>;
}

const ALL = '*';

/** Everything of the context. */
const WHOLE = ['approved', 'cleared', 'door', 'effect', 'hour', 'weekday', 'source', 'input'];

type Node = Readonly<Record<string, unknown>>;

/** The path of member accesses that begins at the context, outermost first: `context.input.role` is `['input', 'role']`. */
export function contextPath(node: unknown): string[] | undefined {
  const access = (node as Node | undefined)?.['.'] as { left: unknown; attr: string } | undefined;
  if (access) {
    const before = contextPath(access.left);
    return before && [...before, access.attr];
  }
  return (node as Node | undefined)?.['Var'] === 'context' ? [] : undefined;
}

/** The paths of members of the context in the conditions of a policy; one that is empty is the context as a whole. */
export function pathsIn(node: unknown): string[][] {
  if (typeof node !== 'object' || node === null) return [];
  const { has } = node as { has?: { left: unknown; attr: string | string[] } };
  const tested = has && contextPath(has.left);
  if (tested) return [[...tested, ...[has.attr].flat()]];
  const path = contextPath(node);
  return path ? [path] : Object.values(node).flatMap(pathsIn);
}

/** Finds what of the context the conditions of a policy go by. */
export function referencesIn({ conditions }: PolicyJson): References {
  const context = new Set<string>();
  const input = new Set<string>();
  for (const [first, second] of pathsIn(conditions)) {
    for (const name of first === undefined ? WHOLE : [first]) context.add(name);
    if (first === undefined || first === 'input') input.add(second ?? ALL);
  }
  return { context, input };
}

/** Whether the scope of a policy may include an action. */
export function mayApplyTo({ action: scope }: PolicyJson, { id, groups }: PolicyAction): boolean {
  if (scope.op === 'All') return true;
  const named = 'entities' in scope ? scope.entities : 'entity' in scope ? [scope.entity] : undefined;
  // A scope of another form may mean any action.
  if (!named) return true;
  return named
    .map((each) => ('__entity' in each ? each.__entity.id : each.id))
    .some((each) => each === id || (scope.op === 'in' && groups.includes(each)));
}

/** What several policies go by. */
export const allOf = (references: readonly References[]): References => ({
  context: new Set(references.flatMap(({ context }) => [...context])),
  input: new Set(references.flatMap(({ input }) => [...input])),
});
