import type { ErrorSchema } from '@rjsf/utils';
import type { Issue } from '../../../api/api-problem.js';
import type { InputSchema } from '../catalog/action.js';

/** Issues by field, and those that no field can show. */
export interface IssueTree {
  readonly tree: ErrorSchema;
  readonly elsewhere: readonly Issue[];
}

/** Assigns issues (with dotted paths) to the innermost field that the form shows. */
export function issueTree(schema: InputSchema, issues: readonly Issue[]): IssueTree {
  const tree: ErrorSchema = {};
  const elsewhere: Issue[] = [];
  for (const issue of issues) {
    const path = drawnPath(schema, issue.path.split('.').filter(Boolean));
    if (path.length === 0) elsewhere.push(issue);
    else addTo(tree, path, issue.message);
  }
  return { tree, elsewhere };
}

/** The part of a path that has a field: lists of scalars and maps are one field. */
function drawnPath(schema: InputSchema, [name, ...rest]: readonly string[]): readonly string[] {
  if (name === undefined) return [];
  const options = schema.anyOf ?? [schema];
  const owner = options.find(({ properties }) => properties && name in properties);
  const next =
    owner?.properties?.[name] ?? (/^\d+$/.test(name) && isObjectList(schema) ? schema.items : undefined);
  return next ? [name, ...drawnPath(next, rest)] : [];
}

const isObjectList = ({ items }: InputSchema): boolean => items?.properties !== undefined;

function addTo(tree: ErrorSchema, path: readonly string[], message: string): void {
  let node = tree as Record<string, ErrorSchema>;
  for (const name of path) node = (node[name] ??= {} as ErrorSchema) as Record<string, ErrorSchema>;
  const leaf = node as ErrorSchema;
  const known = leaf.__errors ?? [];
  if (!known.includes(message)) leaf.__errors = [...known, message];
}
