type Json = Record<string, unknown>;

/** Keywords that hold values, not schemas. */
const VALUES = new Set(['example', 'examples', 'default', 'enum', 'const', 'required', 'x-effect']);

/** Keywords that hold schemas by name: the names are no keywords. */
const NAMED = new Set(['properties', 'schemas', '$defs', 'paths', 'responses', 'securitySchemes']);

/** Every object of a document that is neither a value nor a map of names, by its path. */
export function nodesIn(node: unknown, path = '#'): [string, Json][] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((one, nth) => nodesIn(one, `${path}/${nth}`));
  const inside = Object.entries(node)
    .filter(([keyword]) => !VALUES.has(keyword))
    .flatMap(([keyword, value]) =>
      NAMED.has(keyword)
        ? Object.entries(value as Json).flatMap(([name, one]) => nodesIn(one, `${path}/${keyword}/${name}`))
        : nodesIn(value, `${path}/${keyword}`),
    );
  return [[path, node as Json], ...inside];
}

/** The paths of all objects of a document for which something holds. */
export const pathsWhere = (document: unknown, holds: (node: Json, path: string) => boolean): string[] =>
  nodesIn(document)
    .filter(([path, node]) => holds(node, path))
    .map(([path]) => path);
