import type { ErrorSchema } from '@rjsf/utils';
import type { Issue } from '../../../api/problem-body.js';
import type { Schema } from '../catalog/action.js';

/** Issues at their fields, and those that no field of the form can show. */
export interface IssueTree {
  readonly tree: ErrorSchema;
  readonly elsewhere: readonly Issue[];
}

/** Puts issues (their paths are dotted) where the form shows them: at the innermost field that is drawn as one. */
export function issueTree(schema: Schema, issues: readonly Issue[]): IssueTree {
  const tree: ErrorSchema = {};
  const elsewhere: Issue[] = [];
  for (const issue of issues) {
    const path = drawnPath(schema, issue.path.split('.').filter(Boolean));
    if (path.length === 0) elsewhere.push(issue);
    else addTo(tree, path, issue.message);
  }
  return { tree, elsewhere };
}

/** As much of a path as the form has fields for: lists of plain values and maps are one field. */
function drawnPath(schema: Schema, [name, ...rest]: readonly string[]): readonly string[] {
  if (name === undefined) return [];
  const options = schema.anyOf ?? [schema];
  const owner = options.find(({ properties }) => properties && name in properties);
  const next =
    owner?.properties?.[name] ?? (/^\d+$/.test(name) && isObjectList(schema) ? schema.items : undefined);
  return next ? [name, ...drawnPath(next, rest)] : [];
}

const isObjectList = ({ items }: Schema): boolean => items?.properties !== undefined;

function addTo(tree: ErrorSchema, path: readonly string[], message: string): void {
  let node = tree as Record<string, ErrorSchema>;
  for (const name of path) node = (node[name] ??= {} as ErrorSchema) as Record<string, ErrorSchema>;
  const leaf = node as ErrorSchema;
  const known = leaf.__errors ?? [];
  if (!known.includes(message)) leaf.__errors = [...known, message];
}
